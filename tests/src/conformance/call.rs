//! One call of the conformance script, as data.

/// A call that is made to the simulator and to Matomo alike.
#[derive(Debug, Clone)]
pub struct Call {
    /// What it shows. Unique; names the call in `conformance-differences.txt`.
    pub label: String,
    /// Whose token it carries.
    pub by: By,
    /// Matomo's name of the method, or nothing where the call is about leaving it out.
    pub method: &'static str,
    /// Parameters of the body. `{A}` in a value stands for the id of site A, `{super}` for the super
    /// user's login, `{super-password}` for their password, and any other name for an earlier
    /// answer that was [kept](Call::keep).
    pub params: Vec<(String, String)>,
    /// How it travels.
    pub way: Way,
    /// How much of the two answers has to be the same.
    pub compare: Compare,
    /// The name under which the scalar in its answer is kept for later calls.
    pub kept_as: Option<&'static str>,
    /// A `{Origin}` header, as a browser would send it.
    pub origin: Option<&'static str>,
    /// Follows the call before it, to see what that one did. Not counted as a call of its own.
    pub follow_up: bool,
}

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The super user that the instance was set up with.
    Super,
    /// An account of the script, with the token kept under this name.
    Token(&'static str),
    /// Nobody: no token at all.
    Nobody,
    /// Somebody with a token that never existed. Counts towards the lock-out.
    Stranger,
}

/// How a call travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As the console does it: POST; module, method, format and `filter_limit=-1` in the address,
    /// everything else in the body.
    Console,
    /// The same without `filter_limit`.
    WithoutLimit,
    /// POST with module, method and format in the body.
    AllInBody,
    /// POST without a format.
    WithoutFormat,
    /// GET with everything in the address, the token too.
    Get,
    /// POST with the token in an `Authorization: Bearer` header.
    Bearer,
    /// Not at all: the owner of the instance gives an account two-factor authentication.
    Inside,
}

/// How much of two answers has to be the same. The HTTP status and the kind of body always have to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// Everything, after what differs between any two instances has been taken out.
    Values,
    /// Keys and types, and the message of an error.
    Shape,
    /// No more than status and kind of body.
    Kind,
}

/// A call by `by`, made the console's way and compared in full.
pub fn call(label: &str, by: By, method: &'static str, params: &[(&str, &str)]) -> Call {
    Call {
        label: label.to_owned(),
        by,
        method,
        params: params.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        way: Way::Console,
        compare: Compare::Values,
        kept_as: None,
        origin: None,
        follow_up: false,
    }
}

impl Call {
    /// The same call, travelling otherwise.
    pub fn way(mut self, way: Way) -> Self {
        self.way = way;
        self
    }

    /// The same call, compared less closely.
    pub fn compare(mut self, compare: Compare) -> Self {
        self.compare = compare;
        self
    }

    /// The same call, whose scalar answer later calls may use as `{name}` or [`By::Token`].
    pub fn keep(mut self, name: &'static str) -> Self {
        self.kept_as = Some(name);
        self
    }

    /// The same call with an `Origin` header.
    pub fn origin(mut self, origin: &'static str) -> Self {
        self.origin = Some(origin);
        self
    }
}

/// A read of what an account may do now: the effect of the call before it.
pub fn grants_of(login: &str) -> Call {
    follow_up("grants", "UsersManager.getSitesAccessFromUser", login)
}

/// A read of an account as it is now: the effect of the call before it.
pub fn account_of(login: &str) -> Call {
    follow_up("account", "UsersManager.getUser", login)
}

fn follow_up(what: &str, method: &'static str, login: &str) -> Call {
    let mut call = call(&format!("{what} of {login}"), By::Super, method, &[("userLogin", login)]);
    call.follow_up = true;
    call
}
