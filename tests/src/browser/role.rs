//! The roles that journeys look for.

/// A role of ARIA, by which a person who cannot see the page finds things too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "ARIA says what they are")]
pub enum Role {
    Alert,
    Button,
    Checkbox,
    Combobox,
    Dialog,
    Disclosure,
    Form,
    Group,
    Heading,
    Link,
    List,
    ListItem,
    Menu,
    MenuItem,
    Navigation,
    Option,
    ProgressBar,
    Radio,
    RadioGroup,
    Region,
    Row,
    SpinButton,
    Status,
    Switch,
    Tab,
    Table,
    TextBox,
}

impl Role {
    /// Its name in ARIA.
    pub fn as_str(self) -> &'static str {
        self.facts().0
    }

    /// A selector that every element of the role meets, and few others: only these are asked for
    /// their computed role.
    pub(super) fn candidates(self) -> &'static str {
        self.facts().1
    }

    /// Whether the browser's word for an element means this role.
    pub(super) fn is(self, computed: &str) -> bool {
        let (name, _, others) = self.facts();
        computed == name || others.contains(&computed)
    }

    /// Name, candidates, and other words of browsers for what serves as this role here.
    fn facts(self) -> (&'static str, &'static str, &'static [&'static str]) {
        match self {
            Role::Alert => ("alert", "[role=alert]", &[]),
            Role::Button => {
                ("button", "button, [role=button], input[type=submit], input[type=button], input[type=reset]", &[])
            }
            Role::Checkbox => ("checkbox", "input[type=checkbox], [role=checkbox]", &[]),
            Role::Combobox => ("combobox", "select, input[list], [role=combobox]", &["listbox"]),
            Role::Dialog => ("dialog", "dialog, [role=dialog], [role=alertdialog]", &["alertdialog"]),
            // What opens a `details` has no role in ARIA; browsers make one up or give none.
            Role::Disclosure => ("disclosure", "summary", &["DisclosureTriangle", "button", ""]),
            Role::Form => ("form", "form, [role=form]", &[]),
            Role::Group => ("group", "fieldset, details, [role=group]", &[]),
            Role::Heading => ("heading", "h1, h2, h3, h4, h5, h6, [role=heading]", &[]),
            Role::Link => ("link", "a[href], [role=link]", &[]),
            Role::List => ("list", "ul, ol, menu, [role=list]", &[]),
            Role::ListItem => ("listitem", "li, [role=listitem]", &[]),
            Role::Menu => ("menu", "[role=menu]", &[]),
            Role::MenuItem => ("menuitem", "[role=menuitem]", &[]),
            Role::Navigation => ("navigation", "nav, [role=navigation]", &[]),
            Role::Option => ("option", "option, [role=option]", &[]),
            Role::ProgressBar => ("progressbar", "progress, [role=progressbar]", &[]),
            Role::Radio => ("radio", "input[type=radio], [role=radio]", &[]),
            Role::RadioGroup => ("radiogroup", "[role=radiogroup]", &[]),
            Role::Region => ("region", "section, [role=region]", &[]),
            Role::Row => ("row", "tr, [role=row]", &[]),
            Role::SpinButton => ("spinbutton", "input[type=number], [role=spinbutton]", &[]),
            Role::Status => ("status", "output, [role=status]", &[]),
            Role::Switch => ("switch", "input[type=checkbox], [role=switch]", &[]),
            Role::Tab => ("tab", "[role=tab]", &[]),
            Role::Table => ("table", "table, [role=table], [role=grid], [role=treegrid]", &["grid", "treegrid"]),
            // Nor has a password or a date.
            Role::TextBox => (
                "textbox",
                "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, [role=textbox]",
                &["searchbox", "Date", ""],
            ),
        }
    }
}
