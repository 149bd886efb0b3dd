//! `Dashboard`: what a person sees first. A stock dashboard stands in for those who have none of their own.

use super::{Method, Need};
use crate::context::{Answer, Context};
use crate::error::ApiError;
use crate::message::Message;
use crate::php::{Array, Value};
use crate::store::{Access, Dashboard};

pub(crate) const METHODS: &[Method] = &[
    Method { name: "Dashboard.getDashboards", needs: &[], writes: false, run: get_dashboards },
    Method {
        name: "Dashboard.createNewDashboardForUser",
        needs: &[Need::Value("login")],
        writes: true,
        run: create_new_dashboard_for_user,
    },
    Method {
        name: "Dashboard.copyDashboardToUser",
        needs: &[Need::Value("idDashboard"), Need::Value("copyToUser")],
        writes: true,
        run: copy_dashboard_to_user,
    },
];

/// Widgets of the dashboard that Matomo starts with.
const STOCK: [(&str, &str); 6] = [
    ("Live", "widget"),
    ("VisitsSummary", "getEvolutionGraph"),
    ("VisitsSummary", "get"),
    ("UserCountryMap", "visitorMap"),
    ("Referrers", "getReferrerType"),
    ("DevicesDetection", "getBrowsers"),
];

fn get_dashboards(cx: &mut Context) -> Answer {
    let login = login_or_own(cx);
    let mut dashboards = Vec::new();
    if !cx.caller.is_anonymous() {
        cx.require_super_user_or(&login)?;
        dashboards = cx.store.choices(&login).map_or_else(Vec::new, |choices| choices.dashboards.clone());
    }
    if dashboards.is_empty() && !matches!(cx.raw("returnDefaultIfEmpty"), "0") {
        dashboards.push(Dashboard { id: 1, name: "Dashboard".to_owned(), widgets: stock() });
    }
    Ok(dashboards.into_iter().map(row).collect::<Array>().into())
}

/// Answers the new dashboard's number among those of the login, which need not exist.
fn create_new_dashboard_for_user(cx: &mut Context) -> Answer {
    let login = cx.text("login");
    cx.require_signed_in()?;
    if login == "anonymous" {
        return Err(ApiError::plain(Message::DashboardAnonymous));
    }
    cx.require_super_user_or(&login)?;
    let widgets = if cx.raw("addDefaultWidgets") == "0" { Vec::new() } else { stock() };
    Ok(add(cx, &login, widgets))
}

/// Copies one of the caller's own dashboards to somebody the caller can see.
fn copy_dashboard_to_user(cx: &mut Context) -> Answer {
    cx.require_some(Access::ADMIN)?;
    let receiver = cx.text("copyToUser");
    let seen = cx.store.users.get(&receiver).filter(|user| user.login == receiver && cx.can_see(user));
    if seen.is_none() {
        return Err(ApiError::plain(Message::DashboardUserUnknown(receiver)));
    }
    let wanted = cx.number("idDashboard");
    let own = cx.store.choices(&cx.caller.login).map_or(&[][..], |choices| &choices.dashboards);
    let Some(source) = own.iter().find(|dashboard| Some(i64::from(dashboard.id)) == wanted).cloned() else {
        return Err(ApiError::plain(Message::DashboardUnknown));
    };
    Ok(add(cx, &receiver, source.widgets))
}

fn login_or_own(cx: &Context) -> String {
    match cx.text("login") {
        login if login.is_empty() => cx.caller.login.clone(),
        login => login,
    }
}

fn stock() -> Vec<(String, String)> {
    STOCK.iter().map(|(module, action)| ((*module).to_owned(), (*action).to_owned())).collect()
}

fn add(cx: &mut Context, login: &str, widgets: Vec<(String, String)>) -> Value {
    let name = cx.text("dashboardName");
    let dashboards = &mut cx.store.choices_mut(login).dashboards;
    let id = dashboards.last().map_or(1, |last| last.id + 1);
    dashboards.push(Dashboard { id, name, widgets });
    cx.store.changes += 1;
    id.into()
}

fn row(dashboard: Dashboard) -> Array {
    let widgets = dashboard
        .widgets
        .into_iter()
        .map(|(module, action)| Array::of([("module", module.into()), ("action", action.into())]));
    Array::of([
        ("name", dashboard.name.into()),
        ("id", dashboard.id.into()),
        ("widgets", widgets.collect::<Array>().into()),
    ])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::testing::{ADMIN, Lab};

    const GET: &str = "Dashboard.getDashboards";
    const COPY: &str = "Dashboard.copyDashboardToUser";

    fn lab() -> Lab {
        let mut lab = Lab::new();
        lab.person_with("ada", "admin", "1");
        lab.person_with("bo", "view", "1");
        lab
    }

    #[test]
    fn a_stock_dashboard_for_those_who_have_none() {
        let mut lab = lab();
        let heard = lab.call(ADMIN, GET, "login=bo");
        assert_eq!((&heard.json[0]["name"], &heard.json[0]["id"]), (&json!("Dashboard"), &json!(1)));
        assert_eq!(lab.call(ADMIN, GET, "login=bo&returnDefaultIfEmpty=0").json, json!([]));
        assert_eq!(lab.call("", GET, "").json[0]["id"], 1);
        assert_eq!(lab.call("ada", GET, "login=bo").status, 401);
    }

    #[test]
    fn made_and_copied() {
        let mut lab = lab();
        let body = "login=ada&dashboardName=My+<b>+board&addDefaultWidgets=0";
        assert_eq!(lab.call(ADMIN, "Dashboard.createNewDashboardForUser", body).json, json!({"value": 1}));
        assert_eq!(lab.call("ada", GET, "").json, json!([{"name": "My <b> board", "id": 1, "widgets": []}]));
        let copy = "idDashboard=1&copyToUser=bo&dashboardName=Copied";
        assert_eq!(lab.call("ada", COPY, copy).json, json!({"value": 1}));
        assert_eq!(lab.call("ada", COPY, copy).json, json!({"value": 2}));
        assert_eq!(lab.call("bo", GET, "").json[0]["name"], "Copied");
        assert_eq!(lab.call("ada", COPY, "idDashboard=77&copyToUser=bo").error(), (200, "Dashboard not found"));
        assert_eq!(
            lab.call("ada", COPY, "idDashboard=1&copyToUser=admin").error(),
            (200, "Cannot copy dashboard to user admin, user not found.")
        );
        assert_eq!(lab.call("bo", COPY, copy).status, 401);
        assert_eq!(lab.call(ADMIN, COPY, copy).error(), (200, "Dashboard not found"));
    }
}
