# 用 Telegram Stars 支付。账单标题最多 32 个字符，说明最多 255 个。
coin-stars = ⭐️ Telegram Stars
stars-bill-title = 电话余额
stars-bill = { $usd }，用于通过本机器人拨打电话。编号 { $reference }。
stars-asking = ⭐️ { $stars } 颗 Stars 的账单在下方，请点“支付”。{ $until } 前有效。
stars-over = ⌛ 账单未按时支付，已关闭。如需付款，请重新充值。
stars-went-back = ↩️ 这笔付款的 Stars 已退回。
stars-room = ⭐️ 目前用 Stars 最多可充 { $room }。请选择其他方式，或返回改小金额。
stars-no-room = ⭐️ 目前不能再用 Stars 充值。请选择其他方式，或明天再试。
stars-taken-told = ↩️ 您充值 { $usd } 的 Stars 已退给您。余额中剩下的部分已扣除，您的呼叫已暂停。请写信到 /paysupport。编号 { $reference }。
checkout-odd = 这张账单不是您的，或已被改动。请在机器人里重新充值。
checkout-paid = 这张账单已经付过了。
checkout-over = 这张账单已过期。请在机器人里重新充值。
checkout-too-much = 超过了您目前可用 Stars 支付的金额。请在机器人里充少一些。
checkout-not-now = 目前不接受 Stars。没有扣款。
checkout-slow = 机器人现在太慢。没有扣款，请一分钟后再试。
refund-notice-stars = ↩️ 退款 <b>{ $reference }</b>：{ $amount } 已从您的余额扣除，Stars 将退给您。
refund-notice-stars-sent = ↩️ 退款 <b>{ $reference }</b>：{ $amount } 的 Stars 已退回。
# 给管理员。
refund-stars = { $stars } 颗 Stars 会自动退回。
refund-stars-confirm = 把 { $stars } 颗 Stars（{ $amount }）退给用户 <code>{ $user }</code>？
refund-stars-spent = ⚠️ 这些 Stars 已用掉，只剩 { $left }。其余 { $lost } 从他余额里的其他钱扣，或由您承担。
refund-stars-yes = ✅ 退回
refund-stars-anyway = ⚠️ 仍然退回
stars-taken = ⚠️ 用户 <code>{ $user }</code> 收回了 { $reference }（{ $usd }）的 Stars。其中 { $lost } 已用掉，成为损失。他的呼叫已暂停。
stars-strayed = ⚠️ 有 Stars 被退回，但不在任何人的余额里（付款 <code>{ $charge }</code>）。请查看待处理的转账。
stars-stuck = ⚠️ Telegram 拒绝退回 { $reference } 的 Stars。会再次请求，详情见日志。
