# 账户，以及机器人的自我说明
account-title = 👤 <b>账户</b>
account-plan-lines = { $lines }
account-plan = 💳 套餐 <b>{ $name }</b>，有效至 { $ends }
account-plan-waits = 💳 套餐 <b>{ $name }</b>：{ $days } 天，从您的第一通电话算起
account-no-plan = 💳 没有套餐：话费从余额中扣除。
account-single = 📞 单个号码：剩余 { $minutes } 分钟
account-single-unlimited = 📞 单个号码：合理使用范围内不限，剩余 { $minutes } 分钟
account-bulk = 📋 名单：剩余 { $minutes } 分钟
account-balance = 👛 余额：<b>{ $available }</b>
account-balance-held = 👛 余额：<b>{ $available }</b>，另有 { $held } 为进行中的电话预留
account-tier-new = 🌱 新用户：只能拨打自己的号码，今天还可拨 { $left } / { $most } 通。管理员邀请后即可拨打其他号码。
account-tier-verified = ✅ 已认证：今天还可拨 { $left } / { $most } 通
account-tier-trusted = ⭐ 受信任：今天还可拨 { $left } / { $most } 通
account-tier-operator = 🛠 管理员：今天还可拨 { $left } / { $most } 通
tier-trusted = ⭐ 您已受信任：在管理员套餐范围内，每天最多 { $most } 通电话。感谢您规范拨打。
invited-welcome = ✅ 您已通过认证，可以拨打同意接听的人了。
invited-known = 您早已通过认证。这份邀请仍可给别人使用。
invited-passed = 这份邀请已被使用或已过期，请再要一份。
account-about = { $lines }
account-caller = 🏷 { $business }，回拨号码 { $callback }
account-no-caller = 🏷 还没有商家名称：第一次拨打时会询问
account-language-now = 🌐 { $language }
account-zone-now = 🕗 { $now }
account-id = 🆔 您的 Telegram ID：<code>{ $id }</code>
account-business = 🏷 更改商家
account-zone = 🕗 时区
account-copy-id = 🆔 复制我的 ID
account-ask-zone = 您那里现在是 { $now }。您在哪个城市？请写城市名，或发送位置（📎）。
account-zone-kept = 👍 时区已更改。
account-caller-kept = 👍 已保存。今后以此名称拨打。
# 帮助
help-title = <b>{ $service }</b> 替您打电话：提醒、调查、通知、确认。电脑语音会说出您写的话，并记下对方按的键。
help-how =
    1. 选择要说的话：用示例，或自己写。
    2. 给出号码或名单。也可以直接把号码发给我。
    3. 核对摘要和价格，然后立即拨打或定时拨打。
    4. 对方按的键在“回复”里。
help-fair = 每通电话一开始就说明是谁来电、并且是机器语音。只在对方当地允许的时段拨打；按 9 的人不会再接到电话。
help-commands = <b>命令</b>
    { $commands }
help-command = /{ $name } · { $does }
help-support = 💬 客服
help-money = 💳 付款
help-privacy = 🔒 隐私
help-terms = 📜 规则
button-help = ‹ 帮助
support-contact = 💬 需要帮助请联系：{ $contact }
support-none = 💬 没有设置客服联系方式。请询问向您提供本机器人的人。
support-id = 如果需要您的 Telegram ID：<code>{ $id }</code>
support-write = 💬 联系客服
# 隐私和规则
privacy-title = 🔒 <b>保存哪些数据</b>
privacy-kept =
    • 您的：Telegram ID、语言、时区、商家名称和回拨号码、付款记录。
    • 您的话术，以及您拨打的号码。
    • 您的通话：时间、结果、费用、按键、说过的话。不录音。
privacy-masked = 说过的话在保存前，会遮盖其中的卡号、验证码等内容。
privacy-given = 语音服务商 Bland.ai 会得到拨打所需的内容：号码、您写的话、商家名称和回拨号码。本聊天由 Telegram 传送。其他人得不到任何内容。
privacy-long = 以上内容会一直保存，直到您要求删除。账目按法律要求的期限保存；要求不再来电的人会一直留在免打扰名单上。
privacy-delete = 要删除您的数据，请联系客服。
terms-title = 📜 <b>规则</b>
terms-accepted = ✅ 您已于 { $at } 同意。
