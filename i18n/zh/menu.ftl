# 菜单和各界面共用的词
menu-title = 您想做什么？
menu-first-call = 📞 打第一个电话
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
button-passed = 这个按钮已失效。当前进度如下。
use-the-buttons = 请使用按钮。
cancelled = 已取消。
fault = 我们这边出了问题。内容没有丢失：请打开 /menu 再试一次。
dialogue-set-aside = 您操作途中机器人更新了。请从菜单重新开始。
only-private = 我只在私聊中工作。请点我的名字，再点“开始”。
terms-builtin =
    • 只拨打为此目的把号码交给您的人，并在允许的时段内。
    • 绝不索要密码、验证码、银行卡或银行信息。
    • 绝不冒充他人。
    • 要求不再来电的人，不会再接到电话。
    • 通话费用以摘要为准。我们依法保存通话记录。
command-menu = 主菜单
command-cancel = 退出当前操作
command-language = 更改语言
command-support = 获取帮助
command-paysupport = 付款帮助
command-privacy = 保存哪些数据
command-terms = 规则
command-start = 开始
