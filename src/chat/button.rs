//! What a button means, and its 64 bytes on the wire.
//!
//! Opening something is always obeyed. A wizard's button is obeyed only at its dialogue revision,
//! an acting button only at its object's revision; otherwise the tap is answered and the card drawn
//! again. Nothing depends on a label's text.

use std::fmt::Write as _;

/// The most bytes Telegram carries in a button.
pub const DATA_MOST: usize = 64;
/// The version of the encoding; a button of an older bot is redrawn, never misread.
const VERSION: &str = "1";

/// A button's meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Button {
    /// Opens a screen.
    Open(Place),
    /// Answers the question of a wizard's step.
    Pick {
        /// The dialogue's revision when it was asked.
        rev: i64,
        /// The answer.
        pick: Pick,
    },
    /// Does something to an object.
    Act {
        /// What.
        act: Act,
        /// To which; worth nothing without its owner.
        id: i64,
        /// The object's revision when the button was drawn.
        rev: i64,
    },
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$case:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$case])* $variant,)* }

        impl $name {
            /// All of them, for tables and tests.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }
    };
}

/// A screen that can be opened at any time, with the object or page it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// Which screen.
    pub screen: Screen,
    /// The object's id, or a page counted from 0, as the screen says.
    pub at: i64,
}

words! {
    /// The screens.
    Screen {
        /// The main menu.
        Menu = "m",
        /// Starts a single call; `at` is the task to use, or 0.
        NewCall = "nc",
        /// Starts a list call; `at` is the task to use, or 0.
        NewList = "nl",
        /// Starts a new task.
        NewTask = "nt",
        /// The tasks; `at` is the page.
        Tasks = "ts",
        /// One task.
        Task = "t",
        /// The call history; `at` is the page.
        Calls = "cs",
        /// One call.
        Call = "c",
        /// What was said in one call.
        Transcript = "ct",
        /// Why one call was not made.
        Why = "cy",
        /// The numbers of a list that were not called; `at` is the first call shown.
        Skipped = "lk",
        /// The inbox of keys pressed; `at` is the page.
        Inbox = "in",
        /// The timed runs; `at` is the page.
        Schedules = "ss",
        /// One timed run.
        Schedule = "s",
        /// One list call.
        Campaign = "l",
        /// The account: plan, balance, settings.
        Account = "a",
        /// The choice of language.
        Language = "lg",
        /// The change of zone.
        Zone = "z",
        /// The change of business name and call-back number.
        Business = "b",
        /// The numbers that are proved to be the user's own.
        OwnNumbers = "on",
        /// Proves another one.
        NewOwn = "no",
        /// What the bot does, and its commands.
        Help = "h",
        /// Whom to ask.
        Support = "su",
        /// Whom to ask about money.
        PaySupport = "ps",
        /// What data is kept.
        Privacy = "pr",
        /// The wallet.
        Wallet = "w",
        /// Starts a top-up.
        TopUp = "tu",
        /// What came into the wallet and left it; `at` is the entry the page is before, or 0.
        Statement = "st",
        /// The top-ups that are not over; `at` is the page.
        Payments = "pp",
        /// One top-up.
        Payment = "p",
        /// The transfers that an operator must look at; `at` is the page.
        Reviews = "rs",
        /// One such transfer.
        Review = "r",
        /// The terms.
        Terms = "tm",
        /// The plans that are sold; `at` is the page.
        Plans = "pl",
        /// One of them.
        Plan = "pn",
        /// Asks whether it is to be bought.
        BuyPlan = "pb",
        /// The plan that the user has.
        MyPlan = "pm",
        /// Asks for a coupon's code.
        Coupon = "co",
        /// How to invite somebody, and what that earns.
        Invite = "iv",
        /// What the operator does; nobody else gets there, nor to the screens below.
        Admin = "ad",
        /// What users asked about money; `at` is the page.
        Cases = "ks",
        /// One of these cases.
        Case = "k",
        /// The coupons; `at` is the page.
        Coupons = "qs",
        /// One of them.
        CouponOf = "qo",
        /// Makes a coupon.
        NewCoupon = "nq",
        /// The refunds that wait to be sent; `at` is the page.
        Refunds = "fs",
        /// One of them.
        Refund = "f",
        /// Makes a refund; `at` is the case that it is about, or 0.
        NewRefund = "nf",
        /// The questions about scripts that wait for the operator; `at` is the page.
        Approvals = "vs",
        /// One of them.
        Approval = "v",
        /// Corrects a balance; `at` is the case that it is about, or 0.
        Correction = "cr",
    }
}

words! {
    /// Answers that need no value.
    Word {
        /// Yes, go on, that is right.
        Yes = "y",
        /// No.
        No = "n",
        /// One step back.
        Back = "b",
        /// Leave the wizard.
        Cancel = "x",
        /// Change what is preset.
        Change = "c",
        /// Leave it empty.
        Skip = "k",
        /// Another day or time than those offered.
        Other = "o",
        /// Do it now.
        Now = "w",
        /// Do it later.
        Later = "l",
        /// These people gave their numbers for this.
        Given = "g",
        /// These people agreed in writing.
        Written = "r",
        /// They did not, or nobody knows.
        Unsure = "u",
        /// Ask the operator.
        Ask = "a",
    }
}

/// An answer to a wizard's question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pick {
    /// One of the fixed answers.
    Word(Word),
    /// The nth of what was offered, or the id of an object that was offered; the step knows which.
    Choose(i64),
}

words! {
    /// What can be done to an object.
    Act {
        /// Ends a running call or takes a waiting one back.
        StopCall = "cx",
        /// Calls the same number again now.
        Again = "ca",
        /// Calls the same number again in 30 minutes.
        AgainLater = "cl",
        /// Calls the same number up to twice more by itself.
        AgainTwice = "c2",
        /// Schedules a refused call for the next lawful time.
        NextLawful = "cn",
        /// Asks whether a task is to be deleted.
        DeleteTask = "td",
        /// Deletes it.
        DropTask = "ty",
        /// Edits a task's prompt.
        EditTask = "te",
        /// Edits a task's name.
        RenameTask = "tn",
        /// Changes what a task is for.
        TaskPurpose = "tp",
        /// Changes the language a task is spoken in.
        TaskLanguage = "tl",
        /// Stops a list call.
        StopCampaign = "lx",
        /// Sends the results of a list call as CSV.
        Results = "lr",
        /// Starts a timed run now.
        StartSchedule = "sn",
        /// Cancels a timed run.
        CancelSchedule = "sx",
        /// A number is no longer the user's own.
        Disown = "nx",
        /// Asks whether the user's calls should really start again.
        AskResume = "ru",
        /// Starts the user's calls again.
        Resume = "rU",
        /// Asks whether everybody's calls should really start again.
        AskResumeAll = "ra",
        /// Starts everybody's calls again.
        ResumeAll = "rA",
        /// Lets the user's plans renew by themselves.
        AutoRenewOn = "pa",
        /// Lets them end.
        AutoRenewOff = "pA",
        /// Agrees to renew at the price of this version.
        AgreePrice = "pg",
        /// Takes the free plan.
        TakeFree = "pf",
        /// Puts a plan on sale that costs the operator more than it brings in.
        SellAtALoss = "pl",
        /// Makes an invitation that verifies whoever opens it.
        MakeInvite = "mi",
        /// Answers a case.
        AnswerCase = "ka",
        /// Closes it.
        CloseCase = "kc",
        /// Ends a coupon.
        EndCoupon = "qx",
        /// Notes that a refund was sent.
        PaidRefund = "fp",
        /// Gives a refund back that was not sent.
        WithdrawRefund = "fw",
        /// Sends the statement as CSV.
        StatementFile = "sf",
        /// Credits a transfer that was looked at.
        CreditReview = "rc",
        /// Decides against a transfer that was looked at.
        RejectReview = "rj",
        /// Lets a script say what it was asked about.
        AllowScript = "va",
        /// Lets its user speak as his business in every script.
        AllowBrand = "vb",
        /// Does not.
        RefuseScript = "vr",
    }
}

impl Place {
    /// A screen without an object, or its first page.
    pub const fn of(screen: Screen) -> Place {
        Place { screen, at: 0 }
    }
}

impl Button {
    /// Opens a screen.
    pub const fn open(screen: Screen) -> Button {
        Button::Open(Place::of(screen))
    }

    /// Opens a screen at an object or page.
    pub const fn open_at(screen: Screen, at: i64) -> Button {
        Button::Open(Place { screen, at })
    }

    /// A fixed answer in a wizard.
    pub const fn word(rev: i64, word: Word) -> Button {
        Button::Pick { rev, pick: Pick::Word(word) }
    }

    /// A chosen answer in a wizard.
    pub const fn choose(rev: i64, choice: i64) -> Button {
        Button::Pick { rev, pick: Pick::Choose(choice) }
    }

    /// At most [`DATA_MOST`] bytes.
    pub fn encode(self) -> String {
        let mut data = String::from(VERSION);
        let written = match self {
            Button::Open(place) => write!(data, "o{}:{}", place.screen.word(), place.at),
            Button::Pick { rev, pick: Pick::Word(word) } => write!(data, "w{}:{rev}", word.word()),
            Button::Pick { rev, pick: Pick::Choose(choice) } => write!(data, "p:{rev}:{choice}"),
            Button::Act { act, id, rev } => write!(data, "a{}:{id}:{rev}", act.word()),
        };
        debug_assert!(written.is_ok() && data.len() <= DATA_MOST);
        data
    }

    /// `None` for another version's button, or one nobody drew.
    pub fn decode(data: &str) -> Option<Button> {
        let rest = data.strip_prefix(VERSION)?;
        let (head, tail) = rest.split_once(':')?;
        let mut letters = head.chars();
        let kind = letters.next()?;
        let word = letters.as_str();
        let (first, second) = match tail.split_once(':') {
            Some((first, second)) => (first.parse().ok()?, Some(second.parse::<i64>().ok()?)),
            None => (tail.parse::<i64>().ok()?, None),
        };
        match (kind, second) {
            ('o', None) => Some(Button::open_at(Screen::from_word(word)?, first)),
            ('w', None) => Some(Button::word(first, Word::from_word(word)?)),
            ('p', Some(choice)) if word.is_empty() => Some(Button::choose(first, choice)),
            ('a', Some(rev)) => Some(Button::Act { act: Act::from_word(word)?, id: first, rev }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_reads_back() {
        let ends = [0, 1, -1, i64::MAX, i64::MIN];
        for at in ends {
            let opens = Screen::ALL.iter().map(|&screen| Button::open_at(screen, at));
            let words = Word::ALL.iter().map(|&word| Button::word(at, word));
            let acts = Act::ALL.iter().map(|&act| Button::Act { act, id: at, rev: at });
            let all = opens.chain(words).chain(acts).chain([Button::choose(at, at)]);
            for button in all {
                let data = button.encode();
                assert!(data.len() <= DATA_MOST, "{data}");
                assert_eq!(Button::decode(&data), Some(button), "{data}");
            }
        }
    }

    #[test]
    fn no_two_buttons_share_a_word() {
        let mut seen = std::collections::HashSet::new();
        assert!(Screen::ALL.iter().all(|s| seen.insert(format!("o{}", s.word()))));
        assert!(Word::ALL.iter().all(|w| seen.insert(format!("w{}", w.word()))));
        assert!(Act::ALL.iter().all(|a| seen.insert(format!("a{}", a.word()))));
    }

    #[test]
    fn what_nobody_drew_is_not_read() {
        for data in ["", "1", "1o", "1om", "2om:0", "1oq:0", "1om:x", "1p:1", "1acx:1", "Yes"] {
            assert_eq!(Button::decode(data), None, "{data}");
        }
    }
}
