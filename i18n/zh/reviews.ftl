# 管理员：待决定的转账、警报、每日核对。
reviews-title = 🔎 <b>待核查的转账</b>：{ $total }
reviews-empty = 没有待核查的转账。
reviews-row = { $id } · { $why }
review-about =
    🔎 <b>{ $id }</b>：{ $why }
    到账：{ $coins }
    付款：<code>{ $payment }</code>
    转账：<code>{ $tx }</code>
    时间：{ $at }
review-evidence = 支付服务的说法：<code>{ $evidence }</code>
review-decided = 已决定：{ $reason }
review-credit = ✅ 入账 { $usd }
review-reject = ✖️ 不入账
review-open = 🔎 查看
button-reviews = ‹ 转账列表
review-nobody = 这里没有人发起过这笔付款。若查明归属，请先用 <code>ivrbot credit</code>，再在此选择“不入账”。
review-unmeasured = 无法得知到账金额，请查看链上记录。若要入账，请先用 <code>ivrbot credit</code>，再在此选择“不入账”。
review-no-rate = 没有这个币种的最新汇率，请稍后再试。
review-frozen = 资金目前处于冻结状态，暂时无法决定。
review-why-coin = 币种或网络不符
review-why-recovered = 由支付服务找回
review-why-times = 超过金额三倍
review-why-cap = 超过您的上限
review-why-late = 迟到一天以上
review-why-reused = 地址属于另一笔付款
review-why-second = 额外的转账
review-why-unmeasured = 金额不明
review-why-unknown = 无人发起
review-ask-credit = 为什么入账？您的说明会记入账本。
review-ask-reject = 为什么不入账？您的说明会记入账本。
review-reason-odd = 请填写 1 到 200 个字符的理由。
alert-verify = ⚠️ 支付服务要求先认证您的账户才能收币，在此之前充值暂停。
alert-key = ⚠️ 支付服务不接受 API 密钥：请检查 [dynopay]，在此之前充值暂停。
alert-currency = ⚠️ 您在支付服务的账户不以美元计价。请更改基础货币，在此之前充值暂停。
alert-down = ⚠️ 支付服务自 { $since } 起没有响应。恢复后付款即会入账；通话和余额不受影响。
alert-price = ⚠️ 支付服务给出异常报价，未向付款人显示（{ $about }）。
alert-request = ⚠️ 支付服务拒绝了我们的请求（{ $about }）：这是机器人的错误，详情见日志。
alert-stuck = ⚠️ 支付服务已收到币，但无法转给您（付款 <code>{ $about }</code>）。用户的入账保持不变。
alert-sent-back = ⚠️ 支付服务退回了已在此入账的币（付款 <code>{ $about }</code>）。用户的入账保持不变。
gaps-title = 🧾 与支付服务的每日核对有 { $count ->
   *[other] { $count } 处差异
}：
gaps-lines = { $lines }
gap-here = • { $reference }：{ $coins } 之前漏记，现已入账（<code>{ $payment }</code>）
gap-unclear = • { $reference }：{ $coins } 之前漏记，等待您决定（<code>{ $payment }</code>）
gap-there = • { $reference }：{ $coins } 已在此入账，但支付服务未列出（<code>{ $payment }</code>）
