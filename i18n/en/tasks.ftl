# AI tasks: what is said on the phone.
task-new = ➕ New task
tasks-title = 📝 <b>My tasks</b> ({ $total })
tasks-empty = No tasks yet. A task is what is said on the phone: write one here, or start from an example when you call.
task-title = 📝 <b>{ $name }</b>
task-text = <blockquote>{ $text }</blockquote>
task-variables = <b>Variables</b>
    { $variables }
task-variable = { $name }: without a value, “{ $fallback }” is said
task-variable-silent = { $name }: without a value, nothing is said
task-variable-asked = { $name }: asked before each call
task-facts = 🎯 { $purpose } · 🌐 { $language }
task-call = 📞 Call a number
task-call-list = 📋 Call a list
task-call-now = ✅ Call now
task-edit = ✏️ Edit text
task-rename = 🏷 Rename
task-purpose = 🎯 Purpose
task-language = 🌐 Language
task-delete = 🗑 Delete
task-all = ‹ My tasks
task-kept = 👍 Your task is kept.
task-changed = 👍 Changed. Calls that are scheduled already keep the old version.
task-changed-meanwhile = ✋ Not changed: the task was changed elsewhere meanwhile. This is how it is now.
task-gone = That task was deleted.
task-deleted = Deleted.
task-delete-sure = Delete <b>{ $name }</b>? Calls that are scheduled already still go out.
task-delete-yes = 🗑 Yes, delete it
task-ask-name = What is the task called? Only you see its name.
task-ask-new-name = What should <b>{ $name }</b> be called?
task-ask-text = What should be said?
task-ask-new-text = Send the new text. This is the old one; tap it to copy it:
task-text-now = <code>{ $text }</code>
task-text-help = Write it as it is spoken, at most { $most } characters. Who is calling and how to stop the calls is said automatically.
    What differs from call to call goes in braces:
    <code>Hello {"{"}name|there{"}"}, your appointment is on {"{"}day{"}"}. Press 1 to confirm.</code>
    Without a name, “there” is said; the day is asked before each call.
task-ask-purpose = What is the call for? That decides at which hours people may be called.
task-purpose-consent = ⚠️ To sell something, you need the written consent of everybody you call.
task-ask-language = In which language is it spoken?
task-words-please = Please write it as text.
task-name-empty = Please write a name.
task-name-long = A name has at most { $most } characters.
task-name-lines = A name is a single line.
task-text-empty = Please write what should be said.
task-text-long = That is { $found } characters; at most { $most } can be said in one call.
task-text-long-filled = With its variables filled in, up to { $value } characters each, the text would be longer than { $most }. Shorten it or use fewer variables.
task-text-variables = At most { $most } different variables, please.
task-text-fallback = Character { $at }, near “{ $near }”: what is said instead has at most { $most } characters.
task-text-brace = Character { $at }, near “{ $near }”: this brace has no other half. A variable is {"{"}name{"}"}; for a real brace write it twice.
task-text-name = Character { $at }, near “{ $near }”: a variable's name has only letters, digits and _, at most 32 of them.
task-text-nested = Character { $at }, near “{ $near }”: one variable cannot stand inside another.
purpose-reminder = Reminder
purpose-survey = Survey
purpose-notice = Notice
purpose-confirmation = Confirmation
purpose-lead-follow-up = Sales follow-up (written consent)
