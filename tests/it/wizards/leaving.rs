//! Away from every step: nothing half-made stays, and the wizard can be begun anew.

use ivrbot::chat::button::Word;
use ivrbot::chat::msg::Msg;
use ivrbot::domain::locale::Locale;

use super::stage::Stage;
use super::table::each;
use super::{Input, Is, Row};

/// Leaves each step, one after the other. That the next is come to shows that the wizard begins
/// anew.
fn leaves(row: &'static Row, leave: impl Fn(&mut Stage, usize)) {
    if row.is == Is::Newcomer {
        return;
    }
    let mut stage = Stage::new(row, Locale::En);
    for step in 1..row.path.len() {
        let (looked, left) = (stage.looks(), stage.left());
        stage.goes_to(step);
        // A call with a code has gone out by then.
        if stage.at().is_none() || stage.step().as_deref() == Some("own.code") {
            continue;
        }
        leave(&mut stage, step);
        // A file that he waited for may still come, and is dropped.
        if let Input::Uploads(_) = row.path[step - 1] {
            stage.goes(Input::Waits);
        }
        stage.is_well();
        stage.world.hears(stage.who, &Msg::new("menu-title"));
        assert_eq!(stage.at(), None, "{}", stage.told());
        assert_eq!((stage.looks(), stage.left()), (looked, left), "{}", stage.told());
    }
}

#[test]
fn cancel_leaves_every_step_without_a_trace() {
    each(|row| leaves(row, |stage, _| drop(stage.world.says(stage.who, "/cancel"))));
}

#[test]
fn the_button_and_the_menu_do_the_same() {
    each(|row| {
        leaves(row, |stage, step| match stage.word(Word::Cancel).filter(|_| step % 2 == 0) {
            Some(cancel) => stage.taps(&[cancel.clone(), cancel]),
            None => drop(stage.world.says(stage.who, "/menu")),
        });
    });
}

/// Whoever has not signed up is asked again: there is no menu yet.
#[test]
fn sign_up_cannot_be_left() {
    each(|row| {
        if row.is != Is::Newcomer {
            return;
        }
        let mut stage = Stage::new(row, Locale::En);
        for input in row.path {
            for leave in ["/cancel", "/menu", "/nonsense"] {
                if stage.at().is_none() {
                    break;
                }
                let (at, before) = (stage.at(), stage.world.last(stage.who).id);
                stage.goes(Input::Says(leave));
                assert!(stage.world.last(stage.who).id > before, "silent: {}", stage.told());
                assert_eq!(stage.at(), at, "{}", stage.told());
            }
            stage.goes(*input);
        }
        stage.has_ended();
    });
}
