### 菜单和各界面共用的词
###
### 术语表，本语言所有文件统一使用：
### call：电话，一通电话；list：名单；task：话术；voicemail：语音信箱；
### key：按键（对方电话上的；聊天里的叫按钮）；plan：套餐；balance：余额；
### scheduled：定时拨打；do-not-call list：免打扰名单；call-back number：回拨号码；
### operator：管理员；phone network：电话网络；support：客服。

menu-title = 您想做什么？
menu-first-call = 📞 拨打第一通电话
menu-call = 📞 拨打号码
menu-list = 📋 拨打名单
menu-tasks = 📝 我的话术
menu-scheduled = 🗓 定时拨打
menu-scheduled-count = 🗓 定时拨打（{ $count }）
menu-inbox = 📥 回复
menu-calls = 🗂 通话记录
menu-account = 👤 账户
menu-help = ❔ 帮助
menu-language = 🌐 语言
button-menu = ☰ 菜单
button-back = ‹ 返回
button-cancel = ✕ 取消
button-newer = ‹ 较新
button-older = 较早 ›
button-chosen = • { $label }
button-plain = { $label }
button-passed = 这个按钮已失效。请看当前进度。
use-the-buttons = 请使用按钮。
cancelled = 已取消。
fault = 我们这边出了问题。内容没有丢失：请打开 /menu 再试一次。
dialogue-set-aside = 您操作途中机器人更新了。请从菜单重新开始。
only-private = 我只能在私聊中使用。请点我的名字，再点“开始”。
terms-builtin =
    • 只能在允许的时段内，打给为此目的留下号码的人。
    • 绝不索要密码、验证码、银行卡或银行信息。
    • 绝不冒充他人。
    • 对要求不再来电的人，不再拨打。
    • 通话费用以摘要为准。我们依法保存通话记录。
command-menu = 主菜单
command-cancel = 退出当前操作
command-language = 更改语言
command-support = 联系客服
command-paysupport = 付款问题
command-privacy = 保存哪些数据
command-terms = 规则
command-start = 开始
