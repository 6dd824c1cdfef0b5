//! What the server does, in numbers, as Prometheus reads them (OpenMetrics). No number tells of a client.

use nova_api::StatsResponse;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use std::time::Duration;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Command {
    command: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    command: String,
    outcome: Outcome,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelValue)]
enum Outcome {
    Done,
    Failed,
}

/// The numbers.
pub struct Metrics {
    registry: Registry,
    commands: Family<Ended, Counter>,
    took: Family<Command, Histogram, fn() -> Histogram>,
    waiting: Gauge,
    listening: Gauge,
    devices: Gauge,
    products: Gauge,
    pictures_pending: Gauge,
    model_ready: Gauge,
}

/// Something that is counted for as long as this lives.
pub struct Counted(Gauge);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// From a millisecond to half a minute.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 16))
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("stylenova");
        let commands = Family::<Ended, Counter>::default();
        let took = Family::<Command, Histogram, fn() -> Histogram>::new_with_constructor(seconds);
        registry.register("commands", "Commands that were carried out", commands.clone());
        registry.register("command_seconds", "How long commands took", took.clone());
        let mut gauge = |name: &str, meaning: &str| {
            let gauge = Gauge::default();
            registry.register(name, meaning, gauge.clone());
            gauge
        };
        Metrics {
            waiting: gauge("waiting", "Commands that wait for their turn"),
            listening: gauge("listening", "Pages that listen for changes"),
            devices: gauge("devices", "Devices that are paired"),
            products: gauge("products", "Products of the catalogue"),
            pictures_pending: gauge("pictures_pending", "Pictures that are not embedded yet"),
            model_ready: gauge("model_ready", "1 where the model can be used"),
            commands,
            took,
            registry,
        }
    }
}

impl Metrics {
    /// Counts a command by its name in the table.
    pub fn command(&self, name: &str, done: bool, took: Duration) {
        let outcome = if done { Outcome::Done } else { Outcome::Failed };
        let command = name.to_owned();
        self.took
            .get_or_create(&Command {
                command: command.clone(),
            })
            .observe(took.as_secs_f64());
        self.commands.get_or_create(&Ended { command, outcome }).inc();
    }

    /// All of them as text, with what is counted when it is asked for.
    pub fn text(&self, devices: usize, stats: Option<&StatsResponse>) -> String {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        self.devices.set(count(devices));
        if let Some(stats) = stats {
            self.products.set(count(stats.products));
            self.pictures_pending.set(count(stats.pending));
            self.model_ready.set(i64::from(stats.model.is_some()));
        }
        let mut text = String::new();
        // Writing to a text fails only where a number cannot be written, and those here are plain.
        let _ = encode(&mut text, &self.registry);
        text
    }

    /// Counts one more that waits; `None` where `most` do.
    pub fn wait(&self, most: usize) -> Option<Counted> {
        let before = self.waiting.inc();
        let counted = Counted(self.waiting.clone());
        (before < i64::try_from(most).unwrap_or(i64::MAX)).then_some(counted)
    }

    /// Counts one more page that listens.
    pub fn listener(&self) -> Counted {
        self.listening.inc();
        Counted(self.listening.clone())
    }
}
