//! The other papers in German.

use super::words::Say as S;

/// The sentence for what is to be said.
pub(super) fn say(what: S) -> &'static str {
    match what {
        // Labels
        S::Person => "Person",
        S::Organisation => "Unternehmen",
        S::Address => "Matomo",
        S::Purpose => "Zweck",
        S::Justification => "Begründung",
        S::Approver => "Zur Entscheidung durch",
        S::GrantedBy => "Erteilt von",
        S::CarriedOut => "Ausgeführt",
        S::Duration => "Dauer",
        S::Span => "{from} bis {until}",
        S::Open => "ab {from}, ohne festes Ende",
        S::Data => "Sichtbare Daten",
        S::Regulations => "Gesetze und Standards",
        S::Console => "Konsole",
        S::Proof => "In Matomo nachgeprüft",
        S::AsPlanned => "{moment}: wie geplant",
        S::NotAsPlanned => "{moment}: weicht vom Plan ab",
        S::NotRead => "noch nicht",
        S::WhoAndWhen => "{who}, {day}",
        // Access
        S::Change => "{site} (ID {id}): {before} → {after}",
        S::Held => "{site} (ID {id}): {access}",
        S::NoAccess => "kein Zugriff",
        S::NoAccount => "Noch kein Konto",
        S::NothingHeld => "Ein Konto ohne Zugriff auf eine Website",
        S::NothingNew => "Nichts Neues: Alles war schon da",
        S::Changes => "Zugriff, vorher → nachher",
        S::RoleMeans => "{role}. Erlaubt: {can}. Nicht erlaubt: {cannot}",
        // Notification
        S::NoticeSubject => "Ihr Zugang zu Matomo unter {host} wurde geändert",
        S::NoticeLead => {
            "Ihr Zugang zu unserer Webanalyse, Matomo, wurde geändert. Das gilt ab sofort; melden Sie sich ab und \
             wieder an, wenn Sie es nicht sehen."
        }
        S::Enclosed => "Wie Sie hineinkommen und was Ihnen offensteht, steht auf dem beiliegenden Blatt.",
        // Ticket
        S::TicketNew => "Zugang zu Matomo erteilt: {login}",
        S::TicketChanged => "Zugang zu Matomo geändert: {login}",
        S::NoSecret => "Dieser Text enthält kein Passwort und keinen Token.",
        // Approval
        S::ApprovalTitle => "Antrag auf Zugang zu Matomo: {name}",
        S::ApprovalLead => "Bitte entscheiden Sie über diesen Antrag. Vor Ihrer Antwort wird nichts erteilt.",
        S::Current => "Bisheriger Zugriff",
        S::Requested => "Beantragter Zugriff",
        S::WhyAdmin => "Warum {role}",
        S::Answer => "Ihre Antwort",
        S::Approve => "[ ] Genehmigt. Name, Datum:",
        S::Refuse => "[ ] Abgelehnt. Grund, Name, Datum:",
        // Record
        S::RecordTitle => "Änderungsprotokoll: Zugang von {login} zu Matomo",
        S::Reasons => "Warum, und wer zugestimmt hat",
        S::Doing => "Was getan wurde",
        S::Arranged => "Außerhalb von Matomo geregelt",
        S::Ticked => "{what} ({more})",
        S::NotNeeded => "nicht nötig",
        // Calendar
        S::CalendarReview => "Zugang zu Matomo prüfen: {login}",
        S::CalendarEnd => "Letzter Tag des Zugangs zu Matomo: {login}",
        S::ReviewWhat => "Braucht {name} das alles noch? Verringern oder entziehen Sie, was nicht nötig ist.",
        S::EndWhat => "Entziehen Sie {name} am Ende dieses Tages den Zugang: Matomo tut es nicht von selbst.",
        // Slip
        S::SlipPassword => "Anfangspasswort",
        S::SlipLink => "Einladungslink",
        S::SlipFor => "Nur für {name}",
        S::SlipOnce => {
            "Einmal übergeben: persönlich oder auf einem anderen Weg als das Blatt. Nie beides in einer E-Mail."
        }
        S::SlipChange => {
            "Ändern Sie es bei der ersten Anmeldung, wie auf dem Blatt beschrieben: Matomo fordert nicht dazu auf."
        }
        S::SlipLinkUntil => "Er gilt bis {day}. Wer ihn hat, kann das Passwort setzen.",
        S::SlipLinkOpen => "Wer ihn hat, kann das Passwort setzen: Nutzen Sie ihn bald.",
        S::SlipLinkVoid => "Ein neuerer Link macht diesen ungültig.",
        S::SlipDestroy => {
            "Vernichten Sie diesen Zettel, sobald Sie angemeldet sind. Er wird nicht aufbewahrt und kann nicht noch \
             einmal gezeigt werden."
        }
        S::SlipToken => "API-Token",
        S::SlipTokenOnce => "Einmal übergeben, möglichst persönlich. Nie per E-Mail.",
        S::SlipTokenCare => {
            "Wer es hat, handelt in Matomo als sein Inhaber. Bewahren Sie es dort auf, wo Programme Geheimnisse aufbewahren: nicht in einer Adresse, einer E-Mail oder einer gemeinsamen Datei."
        }
        S::SlipTokenUntil => "Es endet am {day}. Bis dahin muss ein anderes an seine Stelle treten.",
        S::SlipTokenOpen => "Es hat kein eigenes Ende.",
        S::SlipTokenDestroy => {
            "Vernichten Sie diesen Zettel, sobald das Token gespeichert ist. Er wird nicht aufbewahrt und kann nicht noch einmal gezeigt werden."
        }
    }
}
