# 关于钱的问题
case-open = 💳 您的付款问题编号是 <b>{ $reference }</b>，联系时请注明。
case-ask = 是什么问题？请在这里写成一条消息。
case-words-empty = 请写几个字。
case-words-long = 最多 { $most } 个字符。
case-kept = 👍 管理员已收到您的消息。答复会发到这里，编号 <b>{ $reference }</b>。
case-answered = 💬 对 <b>{ $reference }</b> 的答复
case-closed = ✔️ <b>{ $reference }</b> 已关闭。
case-more = ✏️ 继续写
refund-notice-approved = ↩️ 退款 <b>{ $reference }</b>：{ $amount } 已从余额划出，将发送到 <code>{ $address }</code>。
refund-notice-paid = ↩️ 退款 <b>{ $reference }</b>：{ $amount } 已发出。转账 <code>{ $transfer }</code>
refund-notice-withdrawn = ↩️ 退款 <b>{ $reference }</b> 没有发出：{ $amount } 已退回余额。
money-debited = 💸 从您的余额扣除了 { $amount }，现在是 { $balance }。编号 { $reference }。
