//! `cargo xtask`: what a person runs in this project.

use std::process::ExitCode;

use xtask::dist::{self, size::Sizes};
use xtask::matomo::{self, Release};
use xtask::static_site::Site;
use xtask::{Failure, Result, setup};

const HELP: &str = "\
cargo xtask serve [--port N]          set up what is missing, build, serve on http://127.0.0.1:8088/
cargo xtask test                      set up what is missing, run every ring of tests
cargo xtask dist                      build the folder to host, target/dist
cargo xtask size                      what a first visit loads, against the limit
cargo xtask matomo up [RELEASE]       start a real Matomo: 5.3, latest, or all (which is what nothing means)
cargo xtask matomo down [RELEASE]     end it; what it holds stays
cargo xtask bench [PART …]            measure the console in a browser, against its targets: start, people, jobs,
                                      onboard, csv, changes, matrix, table, or all (which is what nothing means)
cargo xtask setup                     only set up what is missing, tools of the tests included

LANYARD_MATOMO=https://…        with serve and dist: the console speaks to this Matomo only
LANYARD_TEST_MATOMO=http://…    with test: a Matomo that may be changed at will, instead of those set up here,
                                with LANYARD_TEST_MATOMO_TOKEN, _LOGIN and _PASSWORD of a super user
LANYARD_STATE=folder            with matomo and test: another place than target/matomo
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(code) => code,
        Err(failure) => {
            // The line of the step that failed is still open.
            println!();
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<ExitCode> {
    match words {
        ["serve"] => serve(8088),
        ["serve", "--port", port] => {
            serve(port.parse().map_err(|_| Failure::new(format!("--port {port}: give a number from 0 to 65535")))?)
        }
        ["dist"] => dist::build().map(|_| ExitCode::SUCCESS),
        ["size"] => size(),
        ["bench", parts @ ..] => xtask::bench::run(parts).map(|()| ExitCode::SUCCESS),
        ["test"] => xtask::rings::run().map(|well| if well { ExitCode::SUCCESS } else { ExitCode::FAILURE }),
        ["matomo", "up", names @ ..] => {
            releases(names)?.into_iter().try_for_each(matomo_up).map(|()| ExitCode::SUCCESS)
        }
        ["matomo", "down", names @ ..] => {
            releases(names)?.into_iter().try_for_each(matomo::down).map(|()| ExitCode::SUCCESS)
        }
        ["setup"] => {
            setup::build_tools()?;
            setup::lint_tools()?;
            setup::test_tools()?;
            Ok(ExitCode::SUCCESS)
        }
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(Failure::new(format!("there is no `cargo xtask {}`\n\n{HELP}", words.join(" ")))),
    }
}

fn releases(names: &[&str]) -> Result<Vec<Release>> {
    match names {
        [] | ["all"] => Ok(Release::ALL.to_vec()),
        names => names.iter().map(|name| Release::named(name)).collect(),
    }
}

fn matomo_up(release: Release) -> Result<()> {
    let instance = matomo::up(release)?;
    println!("  login {}, password {}, token {}", instance.admin_login, instance.admin_password, instance.token);
    println!("  read by pages from {}", matomo::ORIGINS.join(" and "));
    Ok(())
}

fn serve(port: u16) -> Result<ExitCode> {
    let dist = dist::build()?;
    let server = Site::new(&dist)?
        .serve(&format!("127.0.0.1:{port}"))
        .map_err(|why| Failure::new(format!("{why}; choose another port with `cargo xtask serve --port N`")))?;
    println!("serving {} (Ctrl+C ends)", server.url());
    server.wait();
    Ok(ExitCode::SUCCESS)
}

fn size() -> Result<ExitCode> {
    let sizes = Sizes::of(&dist::read_folder(&dist::build()?)?);
    print!("{}", sizes.table());
    Ok(if sizes.first_load() <= dist::size::MOST { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
