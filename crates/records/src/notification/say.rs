//! What the message has to say.

use super::{de, en, es, fr};
use onboarding::Language;

macro_rules! say {
    ($($name:ident),* $(,)?) => {
        /// A sentence or a label.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Say { $($name),* }

        #[cfg(test)]
        impl Say {
            pub(super) const ALL: &[Say] = &[$(Say::$name),*];
        }
    };
}

say! {
    SubjectChanged, SubjectNew, SubjectGone, SubjectToken,
    Greeting, LeadChanged, LeadNew, LeadGone, LeadToken,
    Previous, Updated, Site, SiteNew, Nameless, NamelessNew, NoAccess, AnAccount, Everything,
    Effective, EffectiveNow, EffectiveNew, EffectiveInvited, EffectiveGone,
    Token, TokenSame, TokenNone, TokenGone, TokenMade, TokenReplaced, TokenDead, TokenEmergency,
    Reason, ApprovedBy, Ticket, LastDay, Review, Contact, Never, Cut,
}

/// The sentence in a language.
pub(super) fn sentence(language: Language, what: Say) -> &'static str {
    match language {
        Language::En => en::say(what),
        Language::De => de::say(what),
        Language::Fr => fr::say(what),
        Language::Es => es::say(what),
    }
}

/// A sentence with `{name}` filled in, in one pass: what was filled in is not looked at again.
pub(super) fn filled(sentence: &str, slots: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        let value = slots.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        text.push_str(value);
        rest = after;
    }
    text + rest
}
