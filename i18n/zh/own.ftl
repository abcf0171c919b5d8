# 本人号码，由电话里念出的验证码确认。
account-own = 📱 我的号码
own-title = 📱 <b>我的号码</b>
    拨打这些号码无需他人同意。同时最多 { $most } 个，每个有效 90 天。
own-none = 还没有。
own-rows = { $rows }
own-row = { $phone }，有效至 { $until }
own-remove = ✕ { $phone }
own-removed = 已移除。
own-add = ➕ 添加号码
own-ask-number = 您的号码是多少？请输入，或分享联系人。
own-offer = <b>{ $phone }</b> 是您自己的电话吗？我会打过去念一个验证码，您在这里输入，就可以马上拨打它。
own-call-me = 📱 这是我的电话：打给我念验证码
own-call-again = 🔁 没接到电话或没听到？
own-ask-code = 正在拨打 <b>{ $phone }</b>。请在 10 分钟内输入听到的验证码。
own-code-wrong = 验证码不对。还可以再试 { $left } 次。
own-code-unread = 请输入听到的六位数字。
own-code-over = 这个验证码已失效。请重新来电获取。
own-proved = 👍 { $phone } 已确认是您的号码，有效 90 天。
own-full = 您已有 { $most } 个号码，请先移除一个。
own-rests = 今天的验证码次数已用完，{ $until } 起可再试。
own-passes = { $at } 起可以。
