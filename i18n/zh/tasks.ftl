# 话术：电话里说的话
task-new = ➕ 新话术
tasks-title = 📝 <b>我的话术</b>（{ $total }）
tasks-empty = 还没有话术。话术就是电话里说的话：可以在这里写，也可以在拨打时从示例开始。
task-title = 📝 <b>{ $name }</b>
task-text = <blockquote>{ $text }</blockquote>
task-variables = <b>变量</b>
    { $variables }
task-variable = { $name }：没填时说“{ $fallback }”
task-variable-silent = { $name }：没填时不说
task-variable-asked = { $name }：每次拨打前询问
task-facts = 🎯 { $purpose } · 🌐 { $language }
task-call = 📞 拨打号码
task-call-list = 📋 拨打名单
task-call-now = ✅ 现在拨打
task-edit = ✏️ 修改内容
task-rename = 🏷 改名
task-purpose = 🎯 用途
task-language = 🌐 语言
task-delete = 🗑 删除
task-all = ‹ 我的话术
task-kept = 👍 话术已保存。
task-changed = 👍 已修改。已经定时的电话仍用原来的内容。
task-changed-meanwhile = ✋ 没有修改：这条话术刚才在别处改过。现在是这样：
task-gone = 该话术已删除。
task-deleted = 已删除。
task-delete-sure = 删除 <b>{ $name }</b>？已经定时的电话仍会拨出。
task-delete-yes = 🗑 删除
task-ask-name = 这条话术叫什么？名称只有您看得到。
task-ask-new-name = <b>{ $name }</b> 改成什么名称？
task-ask-text = 电话里说什么？
task-ask-new-text = 请发送新的内容。原来的如下，点一下即可复制：
task-text-now = <code>{ $text }</code>
task-text-help = 怎么说就怎么写，最多 { $most } 个字。是谁来电、怎样不再接到，会自动说明。
    每通电话不同的部分放进花括号：
    <code>{"{"}姓名|您好{"}"}，您的预约是{"{"}日期{"}"}。确认请按1。</code>
    没有姓名时说“您好”；日期在每次拨打前询问。
task-ask-purpose = 为什么打这个电话？可以拨打的时段由此决定。
task-purpose-consent = ⚠️ 推销电话必须先有每位接听人的书面同意。
task-ask-language = 用哪种语言说？
task-words-please = 请用文字写。
task-name-empty = 请写一个名称。
task-name-long = 名称最多 { $most } 个字。
task-name-lines = 名称只能有一行。
task-text-empty = 请写下要说的话。
task-text-long = 共 { $found } 个字；一通电话最多说 { $most } 个字。
task-text-long-filled = 变量各填满 { $value } 个字后，全文会超过 { $most } 个字。请缩短，或减少变量。
task-text-variables = 最多 { $most } 个不同的变量。
task-text-fallback = 第 { $at } 个字（“{ $near }”附近）：替代的话最多 { $most } 个字。
task-text-brace = 第 { $at } 个字（“{ $near }”附近）：花括号没有成对。变量写成 {"{"}姓名{"}"}；要说花括号本身，请写两遍。
task-text-name = 第 { $at } 个字（“{ $near }”附近）：变量名只能用文字、数字和 _，最多 32 个字。
task-text-nested = 第 { $at } 个字（“{ $near }”附近）：变量里不能再放变量。
purpose-reminder = 提醒
purpose-survey = 调查
purpose-notice = 通知
purpose-confirmation = 确认
purpose-lead-follow-up = 销售回访（须书面同意）
