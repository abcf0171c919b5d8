//! AI tasks, as people write and change them.

use ivrbot::chat::button::{Act, Button, Screen};
use ivrbot::chat::message::Does;
use ivrbot::chat::msg::Msg;
use ivrbot::domain::hours::Purpose;
use ivrbot::domain::ids::TaskId;
use ivrbot::domain::locale::Locale;
use ivrbot::domain::script::Prompt;
use ivrbot::domain::user::User;
use ivrbot::store::tasks::{self, NewTask, Task};

use crate::world::{Who, World};

const TEXT: &str = "Hello {name|there}, see you on {day}.";
/// A number in New York.
const CAROL: &str = "+1 212 555 0143";

/// Keeps a task without a conversation.
pub fn keep(world: &World, who: Who, name: &str) -> TaskId {
    let User { id, locale: language, .. } = world.user(who);
    let new = NewTask { name, language, ..example() };
    world.store.write(|tx| tasks::create(tx, id, &new)).unwrap()
}

fn example() -> NewTask<'static> {
    let (purpose, language) = (Purpose::Reminder, Locale::En);
    NewTask { name: "Task", prompt: "See you.", purpose, language }
}

fn only(world: &World, who: Who) -> Task {
    let owner = world.user(who).id;
    let all = world.store.read(|tx| tasks::page(tx, owner, 0, 2)).unwrap();
    let [task] = all.as_slice() else { panic!("{all:?}") };
    task.clone()
}

fn count(world: &World, who: Who) -> usize {
    let owner = world.user(who).id;
    world.store.read(|tx| tasks::count(tx, owner)).unwrap()
}

/// Bumps a task's revision, as if it were changed from elsewhere.
fn change_elsewhere(world: &World, who: Who) {
    let owner = world.user(who).id;
    let task = Task { name: "Elsewhere".into(), ..only(world, who) };
    assert!(world.store.write(|tx| tasks::change(tx, owner, &task)).unwrap());
}

fn in_every_language(story: impl Fn(&mut World, Who)) {
    for locale in Locale::ALL {
        let mut world = World::unhurried();
        let ann = world.sign_up("Ann", 7, locale.code());
        story(&mut world, ann);
    }
}

/// The first two answers of the wizard.
fn to_purpose(world: &mut World, ann: Who) {
    world.taps_on(ann, "menu-tasks");
    world.taps_on(ann, "task-new");
    world.says(ann, "  Monday   calls ");
    world.says(ann, TEXT);
}

#[test]
fn a_task_is_written_in_three_answers() {
    in_every_language(|world, ann| {
        to_purpose(world, ann);
        world.hears(ann, &Msg::new("task-purpose-consent"));
        world.taps_on(ann, "purpose-survey");
        world.hears(ann, &Msg::new("task-kept"));
        world.hears(ann, &Msg::new("task-variable-asked").text("name", "day"));
        let task = only(world, ann);
        assert_eq!((task.name.as_str(), task.prompt.as_str()), ("Monday calls", TEXT));
        assert_eq!((task.purpose, task.language), (Purpose::Survey, world.user(ann).locale));
        world.taps_on(ann, "task-all");
        world.hears(ann, &Msg::new("tasks-title").count("total", 1));
        assert_eq!(world.taps(ann, "Monday calls").keyboard.len(), 5);
    });
}

#[test]
fn a_double_tap_on_the_last_answer_keeps_one_task() {
    in_every_language(|world, ann| {
        to_purpose(world, ann);
        let shown = world.taps_twice(ann, "purpose-notice");
        assert_eq!(count(world, ann), 1);
        assert!(shown.text.contains("Monday calls"), "{}", world.transcript(ann));
    });
}

#[test]
fn each_wrong_answer_is_told_and_asked_again() {
    let most = |id, most: usize| Msg::new(id).count("most", most);
    let near = |id, at: usize, near: &str| Msg::new(id).count("at", at).text("near", near);
    in_every_language(|world, ann| {
        world.taps_on(ann, "menu-tasks");
        world.taps_on(ann, "task-new");
        let names = [
            ("x".repeat(41), most("task-name-long", 40)),
            ("one\ntwo".into(), Msg::new("task-name-lines")),
            ("  ".into(), Msg::new("task-name-empty")),
        ];
        for (text, problem) in names {
            world.says(ann, &text);
            world.hears(ann, &problem);
            world.hears(ann, &Msg::new("task-ask-name"));
        }
        world.telegram.shares_location(ann.0, 1.0, 1.0);
        world.settle();
        world.hears(ann, &Msg::new("task-words-please"));
        world.says(ann, "Monday");
        let wide = "x".repeat(61);
        let texts = [
            (" ".into(), Msg::new("task-text-empty")),
            ("x".repeat(721), most("task-text-long", Prompt::MOST).count("found", 721)),
            (
                format!("{}{{a}}", "x".repeat(700)),
                most("task-text-long-filled", Prompt::MOST).count("value", 60),
            ),
            ("Hi {name".into(), near("task-text-brace", 4, "Hi {name")),
            ("Hi }".into(), near("task-text-brace", 4, "Hi }")),
            ("Hello, dear\n{na me}, hi".into(), {
                near("task-text-name", 13, "Hello, dear {na me}, hi")
            }),
            ("{a{b}}".into(), near("task-text-nested", 3, "{a{b}}")),
            (format!("{{a|{wide}}}"), most("task-text-fallback", 60).count("at", 1)),
        ];
        for (text, problem) in texts {
            world.says(ann, &text);
            if problem.id == "task-text-fallback" {
                let near = text.chars().take(13).collect::<String>();
                world.hears(ann, &problem.text("near", near));
            } else {
                world.hears(ann, &problem);
            }
            world.hears(ann, &Msg::new("task-ask-text"));
        }
        world.says(ann, TEXT);
        world.says(ann, "a reminder");
        world.hears(ann, &Msg::new("use-the-buttons"));
        world.hears(ann, &Msg::new("task-ask-purpose"));
        assert_eq!(count(world, ann), 0);
    });
}

#[test]
fn back_goes_one_step_and_cancel_keeps_nothing() {
    in_every_language(|world, ann| {
        to_purpose(world, ann);
        for question in ["task-ask-text", "task-ask-name", "tasks-empty"] {
            world.taps_on(ann, "button-back");
            world.hears(ann, &Msg::new(question));
        }
        for steps in 0..3 {
            for by_command in [true, false] {
                world.says(ann, "/menu");
                world.taps_on(ann, "menu-tasks");
                world.taps_on(ann, "task-new");
                for answer in ["Monday", TEXT].iter().take(steps) {
                    world.says(ann, answer);
                }
                if by_command {
                    world.says(ann, "/cancel");
                } else {
                    world.taps_on(ann, "button-cancel");
                }
                world.hears(ann, &Msg::new("menu-title"));
            }
        }
        assert_eq!(count(world, ann), 0);
    });
}

#[test]
fn the_wizard_survives_a_restart_at_every_step() {
    in_every_language(|world, ann| {
        world.taps_on(ann, "menu-tasks");
        world.taps_on(ann, "task-new");
        world.restart();
        world.says(ann, "Monday");
        world.restart();
        world.says(ann, TEXT);
        world.restart();
        world.taps_on(ann, "purpose-reminder");
        for (button, answer) in [("task-rename", "Tuesday"), ("task-edit", "Bye.")] {
            world.taps_on(ann, button);
            world.restart();
            world.says(ann, answer);
        }
        for (button, answer) in [("task-purpose", "purpose-notice"), ("task-language", "")] {
            world.taps_on(ann, button);
            world.restart();
            if answer.is_empty() {
                world.taps(ann, &format!("• {}", world.user(ann).locale.own_name()));
            } else {
                world.taps_on(ann, answer);
            }
        }
        let task = only(world, ann);
        assert_eq!((task.name.as_str(), task.prompt.as_str()), ("Tuesday", "Bye."));
        assert_eq!((task.purpose, task.rev), (Purpose::Notice, 5));
    });
}

#[test]
fn a_task_written_for_a_number_calls_it() {
    in_every_language(|world, ann| {
        world.says(ann, CAROL);
        world.taps_on(ann, "ask-task-new");
        world.taps_on(ann, "button-back");
        world.taps_on(ann, "ask-task-new");
        world.says(ann, "Monday");
        world.says(ann, "See you.");
        let kept = world.taps_on(ann, "purpose-reminder");
        let first = &kept.keyboard[0][0].label;
        assert_eq!(*first, world.words(ann, &Msg::new("task-call-now")));
        world.restart();
        world.says(ann, "now");
        world.hears(ann, &Msg::new("use-the-buttons"));
        world.taps_twice(ann, "task-call-now");
        world.says(ann, "Example Clinic");
        world.says(ann, "+1 212 555 0100");
        let phone = CAROL.replace(' ', "");
        world.hears(ann, &Msg::new("summary-one").phone("phone", phone).text("task", "Monday"));
    });
}

#[test]
fn each_part_is_changed_and_wrong_answers_are_told() {
    in_every_language(|world, ann| {
        let id = keep(world, ann, "Monday");
        world.taps_on(ann, "menu-tasks");
        world.taps(ann, "Monday");
        world.taps_on(ann, "task-edit");
        world.says(ann, "Hi {");
        world.hears(ann, &Msg::new("task-text-brace").count("at", 4).text("near", "Hi {"));
        world.says(ann, TEXT);
        world.hears(ann, &Msg::new("task-changed"));
        world.taps_on(ann, "task-rename");
        world.says(ann, "one\ntwo");
        world.hears(ann, &Msg::new("task-name-lines"));
        world.says(ann, "Tuesday");
        world.taps_on(ann, "task-purpose");
        world.says(ann, "notice");
        world.hears(ann, &Msg::new("use-the-buttons"));
        world.taps_on(ann, "purpose-lead-follow-up");
        world.taps_on(ann, "task-language");
        world.taps_first(ann, "‹");
        world.taps_on(ann, "task-language");
        let other = Locale::ALL.into_iter().find(|l| *l != world.user(ann).locale).unwrap();
        world.taps(ann, other.own_name());
        let task = only(world, ann);
        assert_eq!((task.id, task.name.as_str(), task.prompt.as_str()), (id, "Tuesday", TEXT));
        assert_eq!((task.purpose, task.language), (Purpose::LeadFollowUp, other));
    });
}

#[test]
fn a_stale_button_and_a_late_answer_change_nothing() {
    in_every_language(|world, ann| {
        keep(world, ann, "Monday");
        world.taps_on(ann, "menu-tasks");
        world.taps(ann, "Monday");
        for button in ["task-edit", "task-delete", "task-rename", "task-purpose", "task-language"] {
            change_elsewhere(world, ann);
            let shown = world.taps_on(ann, button);
            assert!(shown.text.contains("Elsewhere"), "{}", world.transcript(ann));
            assert_eq!(shown.keyboard.len(), 5);
        }
        world.taps_on(ann, "task-rename");
        change_elsewhere(world, ann);
        world.says(ann, "Tuesday");
        world.hears(ann, &Msg::new("task-changed-meanwhile"));
        assert_eq!(only(world, ann).name, "Elsewhere");
        // An answer to the question before is none to the present one.
        world.taps_on(ann, "task-purpose");
        let purposes = world.card(ann).keys.into_iter().take(4).flatten();
        let earlier: Vec<Does> = purposes.map(|key| key.does).collect();
        world.taps_on(ann, "button-back");
        world.taps_on(ann, "task-language");
        for does in earlier {
            let Does::Tap(data) = does else { panic!("{does:?}") };
            world.taps_data(ann, &data);
            world.hears(ann, &Msg::new("task-ask-language"));
        }
        assert_eq!(only(world, ann).language, world.user(ann).locale);
    });
}

#[test]
fn deleting_asks_first_and_happens_once() {
    in_every_language(|world, ann| {
        keep(world, ann, "Monday");
        world.taps_on(ann, "menu-tasks");
        world.taps(ann, "Monday");
        world.taps_on(ann, "task-delete");
        world.hears(ann, &Msg::new("task-delete-sure").text("name", "Monday"));
        world.taps_on(ann, "button-back");
        let edit = world.data(ann, "task-edit");
        world.taps_on(ann, "task-delete");
        change_elsewhere(world, ann);
        world.taps_on(ann, "task-delete-yes");
        assert_eq!(count(world, ann), 1);
        world.taps_on(ann, "task-delete");
        world.taps_twice(ann, "task-delete-yes");
        world.hears(ann, &Msg::new("tasks-empty"));
        assert_eq!(count(world, ann), 0);
        world.taps_data(ann, &edit);
        world.hears(ann, &Msg::new("tasks-empty"));
    });
}

#[test]
fn nobody_reaches_the_task_of_another() {
    let mut world = World::unhurried();
    let ann = world.sign_up("Ann", 7, "en");
    let bob = world.sign_up("Bob", 8, "fr");
    let task = keep(&world, ann, "Monday");
    let opens = [Screen::Task, Screen::NewCall, Screen::NewList];
    let opens = opens.map(|screen| Button::open_at(screen, task.0));
    let acts = [Act::EditTask, Act::DropTask, Act::DeleteTask, Act::RenameTask];
    let acts = acts.map(|act| Button::Act { act, id: task.0, rev: 1 });
    for button in opens.into_iter().chain(acts) {
        let shown = world.taps_data(bob, &button.encode());
        assert!(!shown.text.contains("Monday"), "{}", world.transcript(bob));
    }
    assert_eq!(only(&world, ann).name, "Monday");
}

#[test]
fn lists_of_none_one_and_a_thousand_look_right() {
    in_every_language(|world, ann| {
        let shown = world.taps_on(ann, "menu-tasks");
        world.hears(ann, &Msg::new("tasks-empty"));
        assert_eq!(shown.keyboard.len(), 2);
        keep(world, ann, "Task 1");
        world.says(ann, "/menu");
        assert_eq!(world.taps_on(ann, "menu-tasks").keyboard.len(), 2);
        let owner = world.user(ann).id;
        let more = |tx: &ivrbot::store::Tx| {
            (2..=1000).try_for_each(|at| {
                let new = NewTask { name: &format!("Task {at}"), ..example() };
                tasks::create(tx, owner, &new).map(drop)
            })
        };
        world.store.write(more).unwrap();
        world.says(ann, "/menu");
        let shown = world.taps_on(ann, "menu-tasks");
        world.hears(ann, &Msg::new("tasks-title").count("total", 1000));
        assert_eq!(shown.keyboard.len(), 8);
        assert_eq!(shown.keyboard[0][0].label, "Task 1000");
        let shown = world.taps_on(ann, "button-older");
        assert_eq!((shown.keyboard[0][0].label.as_str(), shown.keyboard[6].len()), ("Task 994", 2));
        for page in [166, i64::MAX] {
            let shown = world.taps_data(ann, &Button::open_at(Screen::Tasks, page).encode());
            assert_eq!(shown.keyboard[3][0].label, "Task 1", "{page}");
        }
        let shown = world.taps_data(ann, &Button::open_at(Screen::Tasks, i64::MIN).encode());
        assert_eq!(shown.keyboard[0][0].label, "Task 1000");
    });
}
