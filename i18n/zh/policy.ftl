# 话术里不能说什么，可以改说什么
policy-never = ✋ 任何人都不能在电话里这样说：<i>{ $sentence }</i>
    { $why }
    💡 可以改成：<i>{ $offer }</i>
policy-ask = ✋ 这句话需要管理员同意：<i>{ $sentence }</i>
    { $why }
    💡 或者改说：<i>{ $offer }</i>
policy-why-one-time-code = 它索要对方从别处收到的验证码。骗子就是这样做的，所以任何电话都不行。
policy-why-pin = 它索要取款或支付密码。正当的电话不会这样做。
policy-why-password = 它索要密码或登录信息。正当的电话不会这样做。
policy-why-card = 它索要银行卡信息。这里不通过电话收取。
policy-why-bank-login = 它索要银行账户信息。这里不通过电话收取。
policy-why-identity-data = 它索要身份证件的号码。
policy-why-seed-phrase = 它索要钱包的助记词或私钥。谁有它，钱就是谁的。
policy-why-remote-access = 它让对方把设备交给别人控制。
policy-why-gift-card = 它让对方购买或念出礼品卡。只有骗子这样收钱。
policy-why-impersonation = 它以银行、机关、运营商或品牌的名义说话。只有他们自己，或管理员认识的人才可以。
policy-why-pressure = 它用威胁或催促来要钱。
policy-why-hidden-instruction = 它推翻话术，或隐瞒这是什么电话。
policy-offer-press-a-key = 确认请按1，拒绝请按2。
policy-offer-bring-it = 请带证件前来，我们不在电话里询问号码。
policy-offer-pay-as-usual = 您的账单已到期，请照常付款。
policy-offer-call-back = 请拨打我们的号码，我们会帮助您。
policy-offer-own-name = 我们以自己商家的名义致电。
policy-offer-plain-value = 只写内容本身，例如姓名或日期。

# 需要管理员同意的内容。
approval-ask-button = 🙋 请管理员审核
approval-ask = 您为什么可以这样说？请用一行写明依据：您是谁，管理员可以在哪里核实。
approval-proof-long = 请写一行，最多 { $most } 个字。
approval-asked = ✅ 已提交管理员。结果会通知您，之后即可拨打。
approval-news = 🙋 有用户请求审核通话内容。
approval-open = 👁 查看
approvals-title = 🙋 <b>等待您审核的内容</b>
approvals-none = 没有等待审核的内容。
approval-row = { $business } · { $asked }
approval-title = 🙋 <b>{ $business }</b>（用户 <code>{ $user }</code>）
approval-sentence = 相关句子：<i>{ $sentence }</i>
approval-text = 全文：<i>{ $text }</i>
approval-proof = 依据：<i>{ $proof }</i>
approval-allow = ✅ 同意这份内容
approval-allow-brand = ✅ 同意该用户使用“{ $business }”这个名称
approval-refuse = 🚫 不同意
approval-decided = 已记录，并已通知用户。
approval-yes = ✅ 管理员已同意：<i>{ $sentence }</i>
approval-no = 🚫 管理员不同意：<i>{ $sentence }</i>请修改后再试。
admin-approvals = 🙋 内容审核（{ $count }）
