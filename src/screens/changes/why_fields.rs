//! The fields about why a plan is applied.

use super::why::Because;
use crate::components::{self as ui, Note, TextField, live};
use leptos::prelude::*;
use onboarding::{Language, dates};
use records::{Day, Missing, WhyField};

/// The fields, bound to what is typed.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    because: Because,
    /// Those that were left once: what is wrong with them may be said.
    left: RwSignal<Vec<WhyField>>,
}

impl Fields {
    pub(super) fn of(because: Because) -> Self {
        Self { because, left: RwSignal::new(Vec::new()) }
    }

    pub(super) fn view(self) -> AnyView {
        let because = self.because;
        let demanded = because.demanded();
        let wanted = |is: fn(&Missing) -> bool| demanded.iter().any(is);
        let (reason, ticket) = (wanted(|one| *one == Missing::Reason), wanted(|one| *one == Missing::Ticket));
        let approval = wanted(|one| matches!(one, Missing::Approval(_)));
        let ends = because.is_of_grants().then(|| {
            let help = "For access that is meant to last for a time. Matomo ends nothing by itself.";
            self.field(WhyField::Ends, "Last day of access", "date", true, help)
        });
        view! {
            <div class="fields">
                {self.field(WhyField::Reason, "Reason", "text", !reason, "")}
                {self.field(WhyField::Ticket, "Ticket", "text", !ticket, "")}
            </div>
            <div class="fields">
                {self.field(WhyField::ApprovedBy, "Approved by", "text", !approval, "")}
                {self.field(WhyField::ApprovedOn, "Approved on", "date", true, "")}
                {self.field(WhyField::Reference, "Where that can be found", "text", !approval, "A mail, a ticket.")}
            </div>
            <div class="fields">
                {ends}
                {self.field(WhyField::Review, "Review by", "date", true, "When somebody looks again whether it is still needed.")}
            </div>
            {live(move || self.ending())}
        }
        .into_any()
    }

    fn field(
        self,
        field: WhyField,
        label: &'static str,
        kind: &'static str,
        optional: bool,
        help: &'static str,
    ) -> AnyView {
        let (typed, left) = (self.because.typed, self.left);
        let value = RwSignal::new(typed.with_untracked(|typed| typed.text(field).clone()));
        ui::follow(value, move |text| typed.update(|typed| text.clone_into(typed.text_mut(field))));
        let leave = Callback::new(move |()| {
            if left.with_untracked(|left| !left.contains(&field)) {
                left.update(|left| left.push(field));
            }
        });
        let notes = Signal::derive(move || self.notes(field));
        view! {
            <TextField id=id_of(field) label=label value=value kind=kind optional=optional notes=notes on_blur=leave help=help/>
        }
        .into_any()
    }

    /// What is said beside a field. Reactive.
    fn notes(self, field: WhyField) -> Vec<Note> {
        let told = self.because.has_asked() || self.left.with(|left| left.contains(&field));
        let problems = self.because.problems().into_iter().filter(|one| one.field == field && (told || !one.fatal));
        let note = |sentence, fatal| if fatal { Note::error(sentence) } else { Note::warn(sentence) };
        let notes = problems.map(|one| note(one.sentence.to_owned(), one.fatal));
        notes.chain(self.because.missing_at(field).map(Note::error)).collect()
    }

    /// What comes of a last day. Reactive.
    fn ending(self) -> Option<AnyView> {
        let because = self.because;
        let ends = because.typed.with(|typed| Day::parse(typed.ends.trim()));
        let ends = ends.filter(|ends| because.is_of_grants() && *ends >= because.today)?;
        let next = dates::long(ends.plus(1).0, Language::En);
        Some(
            view! {
                <p class="soft small measure">{format!("Nothing ends by itself: Matomo knows no such day, and this page does nothing once it is closed. From {next} on it is listed under Due, to be taken back; records offer a script that does it on its day.")}</p>
            }
            .into_any(),
        )
    }
}

/// The id of a field's control.
pub(super) fn id_of(field: WhyField) -> &'static str {
    match field {
        WhyField::Reason => "why-reason",
        WhyField::Ticket => "why-ticket",
        WhyField::Ends => "why-ends",
        WhyField::Review => "why-review",
        WhyField::ApprovedBy => "why-approved-by",
        WhyField::ApprovedOn => "why-approved-on",
        WhyField::Reference => "why-reference",
    }
}
