//! `stylenova`: the verbs for the terminal, and `stylenova rpc` for other programs.
//!
//! Deliberately absent: what the verbs do (`nova-engine`). With `--json` exactly one JSON value goes to stdout;
//! progress and messages go to stderr. Exit codes: 0 done, 1 failed, 2 wrong usage.

mod args;
mod bench;
mod client;
mod embed;
mod eval;
mod import;
mod learn;
mod lookbook;
mod models;
mod npy;
mod output;
mod people;
mod pictures;
mod print;
mod profile;
mod push;
mod recommend;
mod rpc;
mod serve;
mod show;
mod worker;

use args::{Args, BenchCommand, Command, PicturesCommand};
use clap::{CommandFactory, Parser};
use nova_api::{OpenOptions, Session, WireError};
use nova_engine::{
    BackupRequest, Cancel, DateOrder, ImportLooksRequest, ImportOrdersRequest, ProductRequest,
    RestoreRequest, SearchRequest, SimilarRequest,
};
use output::Output;
use std::process::ExitCode;

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return wrong_usage(&error),
    };
    let output = Output { json: args.json };
    match run(&args, &output) {
        Ok(code) => code,
        Err(error) => {
            output.error(&error);
            ExitCode::from(if error.code == nova_api::ErrorCode::InvalidInput {
                2
            } else {
                1
            })
        }
    }
}

/// What can be said to the program, for manuals and completions.
pub fn command() -> clap::Command {
    Args::command()
}

/// Help and version go to stdout as they are; a mistake goes to stderr, as JSON where that was asked for.
fn wrong_usage(error: &clap::Error) -> ExitCode {
    let json = std::env::args_os().any(|argument| argument == "--json");
    if json && error.use_stderr() {
        let text = error.render().to_string();
        let message = text
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("error: ")
            .to_owned();
        Output { json }.error(&WireError::invalid(
            message,
            "Run `stylenova --help` to see what can be said.",
        ));
        return ExitCode::from(2);
    }
    // Where the terminal is gone there is nobody to tell.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn run(args: &Args, output: &Output) -> Result<ExitCode, WireError> {
    let options = |write: bool, model: Option<&String>| OpenOptions {
        library: args.library.clone(),
        database: args.database(),
        model: model.cloned(),
        write,
        ..OpenOptions::default()
    };
    let open = |write: bool, model: Option<&String>| Session::open(options(write, model));
    match &args.command {
        Command::Import(import) if import.dry_run => {
            import::preview(open(false, None)?.engine(), import, output)?;
        }
        Command::Import(import) => import::import(open(true, None)?.engine(), import, output)?,
        Command::Client(command) => client::run(open(command.writes(), None)?.engine(), command, output)?,
        Command::Pictures(PicturesCommand::Fetch { dry_run }) => {
            pictures::fetch(open(!dry_run, None)?.engine(), *dry_run, output)?;
        }
        Command::Learn(args) => learn::learn(open(!args.dry_run, None)?.engine(), args, output)?,
        Command::Orders(args::OrdersCommand::Import {
            file,
            map,
            dates,
            client,
            dry_run,
        }) => {
            let people = client.iter().map(|pair| {
                let (person, name) = pair.split_once('=').unwrap_or((pair, ""));
                (person.trim().to_lowercase(), name.trim().to_owned())
            });
            let request = ImportOrdersRequest {
                file: file.to_string_lossy().into_owned(),
                map: map.clone(),
                dates: dates.as_deref().map(|first| match first {
                    "month" => DateOrder::Month,
                    _ => DateOrder::Day,
                }),
                people: people.collect(),
                dry_run: *dry_run,
                job: None,
            };
            output.answer(
                &open(!dry_run, None)?
                    .engine()
                    .import_orders(&request, &Cancel::default(), &|_| ())?,
                show::orders,
            )?;
        }
        Command::Looks(args::LooksCommand::Import { file }) => {
            let file = file.to_string_lossy().into_owned();
            let response = open(true, None)?.engine().import_looks(
                &ImportLooksRequest { file, job: None },
                &Cancel::default(),
                &|_| (),
            )?;
            output.answer(&response, show::looks)?;
        }
        Command::Reindex => import::reindex(open(true, None)?.engine(), output)?,
        Command::Search(search) => {
            let request: SearchRequest = search.request()?;
            show::hits(&open(false, None)?.engine().search(&request)?, output)?;
        }
        Command::Similar {
            id,
            limit,
            offset,
            filters,
        } => {
            let request = SimilarRequest {
                id: id.clone(),
                limit: Some(*limit),
                offset: *offset,
                filters: filters.clone(),
                same_wearer: false,
            };
            show::hits(&open(false, None)?.engine().similar(&request)?, output)?;
        }
        Command::Show { id } => {
            show::product(
                &open(false, None)?
                    .engine()
                    .product(&ProductRequest { id: id.clone() })?,
                output,
            )?;
        }
        Command::Embed(embed) => embed::embed(open(false, embed.model.as_ref())?.engine(), embed, output)?,
        Command::Model(command) => {
            return models::run(open(command.writes(), None)?.engine(), command, output);
        }
        Command::Backup { file } => {
            let file = file.to_string_lossy().into_owned();
            show::backup(
                &open(false, None)?.engine().backup(&BackupRequest { file })?,
                output,
            )?;
        }
        Command::Restore { file } => {
            let file = file.to_string_lossy().into_owned();
            show::restore(
                &open(true, None)?.engine().restore(&RestoreRequest { file })?,
                output,
            )?;
        }
        Command::Push { to, merge } => {
            push::push(open(false, None)?.engine(), &args.shop_at(to), *merge, output)?;
        }
        Command::Pull { from } => push::pull(open(true, None)?.engine(), &args.shop_at(from), output)?,
        Command::Doctor => {
            let report = open(false, None)?.engine().doctor()?;
            show::doctor(&report, output)?;
            return Ok(ExitCode::from(u8::from(!report.ok)));
        }
        Command::Eval(command) => eval::eval(open(false, None)?.engine(), command, output)?,
        Command::Bench(BenchCommand::Catalogue { repeat }) => {
            bench::catalogue(&options(true, None), *repeat, output)?;
        }
        Command::Bench(bench) => bench::bench(open(false, bench.model())?.engine(), bench, output)?,
        Command::Serve(args) => serve::serve(open(true, None)?, args, output)?,
        Command::Worker { once } => worker::work(&options(true, None), *once, output)?,
        Command::Rpc => {
            let session = open(true, None)?;
            session.warm();
            rpc::serve(&session);
        }
    }
    Ok(ExitCode::SUCCESS)
}
