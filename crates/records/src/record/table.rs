//! Records as a table for a spreadsheet.

use super::ChangeRecord;
use access::csv_field;

const HEADINGS: [&str; 17] = [
    "id",
    "user",
    "login",
    "system",
    "instance",
    "change_type",
    "change_date",
    "changed_by",
    "recorded_by",
    "approval_ticket",
    "approved_by",
    "reason",
    "previous_access",
    "new_access",
    "api_token_regenerated",
    "next_review_date",
    "access_ends",
];

/// Records as CSV (RFC 4180, with CRLF and without a byte order mark), a row each under the names of the JSON's
/// members. Access is written `user; 1 Main Site: view; 4 Blog: view + tagmanager_write`. A field that a
/// spreadsheet would take for a formula gets an apostrophe in front.
pub fn records_csv<'a>(records: impl IntoIterator<Item = &'a ChangeRecord>) -> String {
    let mut csv = String::new();
    row(&mut csv, HEADINGS.map(str::to_owned));
    for record in records {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = |day: Option<crate::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        row(
            &mut csv,
            [
                record.id.to_string(),
                record.user.clone(),
                record.login.to_string(),
                record.system.clone(),
                record.instance.clone(),
                record.change_type.name().to_owned(),
                record.change_date.to_string(),
                text(&record.changed_by),
                text(&record.recorded_by),
                text(&record.approval_ticket),
                text(&record.approved_by),
                text(&record.reason),
                record.previous_access.in_words().join("; "),
                record.new_access.in_words().join("; "),
                record.api_token_regenerated.to_string(),
                day(record.next_review_date),
                day(record.access_ends),
            ],
        );
    }
    csv
}

fn row<const N: usize>(csv: &mut String, fields: [String; N]) {
    for (index, value) in fields.iter().enumerate() {
        if index > 0 {
            csv.push(',');
        }
        csv_field(csv, value);
    }
    csv.push_str("\r\n");
}
