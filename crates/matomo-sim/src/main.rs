//! `matomo-sim`: a Matomo in memory, served on 127.0.0.1.

use std::io::{self, Write as _};
use std::process::ExitCode;

use lexopt::prelude::{Long, Short};
use lexopt::{Arg, Parser, ValueExt as _};
use matomo_sim::{Config, Dataset, Dialect, Fault, PASSWORD, server};

const USAGE: &str = "\
A Matomo in memory, served on 127.0.0.1 until it is stopped.

matomo-sim [--port PORT] [--data DATA] [--dialect VERSION] [--cors ORIGIN]… [--fault FAULT]…
           [--latency MILLISECONDS] [--seed NUMBER]

  --port     any free port if left out
  --data     demo (default), empty, or large:USERSxSITES such as large:216x500
  --dialect  5.3 or 5.8 (default)
  --cors     an origin that may read answers, such as http://127.0.0.1:8088; may be given again
  --fault    KIND[:ARG][@WHEN][#METHOD]; may be given again
             kinds: delay:MILLISECONDS drop-before drop-after drop-midway error-before error-after truncate
                    unauthorized maintenance
             when:  @3 the third request, @3+ from the third on, @w3 the third that can change something
  --latency  how long every answer takes at least
  --seed     decides tokens and large data
";

/// What the command line asks for.
struct Options {
    config: Config,
    port: u16,
    faults: Vec<Fault>,
}

fn main() -> ExitCode {
    match options(Parser::from_env()) {
        Ok(Some(options)) => match run(options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("matomo-sim: {error}");
                ExitCode::FAILURE
            }
        },
        Ok(None) => {
            print!("{USAGE}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("matomo-sim: {error}\n\n{USAGE}");
            ExitCode::FAILURE
        }
    }
}

/// `None` asks for help.
fn options(mut parser: Parser) -> Result<Option<Options>, lexopt::Error> {
    let config = Config { data: Dataset::Demo, ..Config::default() };
    let mut options = Options { config, port: 0, faults: Vec::new() };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("data") => options.config.data = parser.value()?.parse_with(dataset)?,
            Long("dialect") => options.config.dialect = parser.value()?.parse_with(dialect)?,
            Long("cors") => options.config.cors_domains.push(parser.value()?.string()?),
            Long("fault") => options.faults.push(parser.value()?.parse()?),
            Long("latency") => options.config.latency_ms = parser.value()?.parse()?,
            Long("seed") => options.config.seed = parser.value()?.parse()?,
            Long("help") | Short('h') => return Ok(None),
            other @ (Arg::Long(_) | Arg::Short(_) | Arg::Value(_)) => return Err(other.unexpected()),
        }
    }
    Ok(Some(options))
}

fn dataset(text: &str) -> Result<Dataset, &'static str> {
    match text {
        "demo" => Ok(Dataset::Demo),
        "empty" => Ok(Dataset::Empty),
        _ => {
            let size = text.strip_prefix("large:").and_then(|size| size.split_once('x'));
            match size.map(|(users, sites)| (users.parse(), sites.parse())) {
                Some((Ok(users), Ok(sites))) => Ok(Dataset::Large { users, sites }),
                _ => Err("data is demo, empty or large:USERSxSITES"),
            }
        }
    }
}

fn dialect(text: &str) -> Result<Dialect, &'static str> {
    match text {
        "5.3" => Ok(Dialect::V5_3),
        "5.8" => Ok(Dialect::V5_8),
        _ => Err("the dialect is 5.3 or 5.8"),
    }
}

fn run(options: Options) -> io::Result<()> {
    let server = server::spawn(options.config, options.port)?;
    let (version, login, token) = server.with(|sim| {
        options.faults.into_iter().for_each(|fault| sim.faults().add(fault));
        (sim.config().dialect.version(), sim.admin_login().to_owned(), sim.admin_token().to_owned())
    });
    let mut out = io::stdout().lock();
    writeln!(out, "Matomo {version} (simulated) at {}/", server.url())?;
    writeln!(out, "super user {login}, password {PASSWORD}, token {token}")?;
    out.flush()?;
    loop {
        std::thread::park();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(line: &str) -> Result<Option<Options>, String> {
        options(Parser::from_args(line.split_whitespace())).map_err(|error| error.to_string())
    }

    #[test]
    fn everything_that_can_be_asked_for() {
        let line = "--port 9100 --data large:216x500 --dialect 5.3 --cors http://a.example --cors http://b.example \
                    --fault delay:250 --fault drop-after@w1#UsersManager.inviteUser --latency 20 --seed 7";
        let options = read(line).unwrap().unwrap();
        let config = Config {
            dialect: Dialect::V5_3,
            data: Dataset::Large { users: 216, sites: 500 },
            cors_domains: vec!["http://a.example".into(), "http://b.example".into()],
            seed: 7,
            latency_ms: 20,
            ..Config::default()
        };
        assert_eq!((options.config, options.port), (config, 9100));
        assert_eq!(
            options.faults,
            ["delay:250", "drop-after@w1#UsersManager.inviteUser"].map(|text| text.parse().unwrap())
        );
    }

    #[test]
    fn the_demo_of_5_8_unless_told_otherwise() {
        let options = read("").unwrap().unwrap();
        assert_eq!(options.config, Config { data: Dataset::Demo, ..Config::default() });
        assert_eq!(read("--data empty").unwrap().unwrap().config.data, Dataset::Empty);
        assert!(read("--help").unwrap().is_none());
    }

    #[test]
    fn what_is_not_understood() {
        for line in ["--data big", "--data large:5", "--dialect 4", "--port x", "--fault drop", "--nope", "word"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
