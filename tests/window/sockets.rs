//! Which network sockets a program and all it started hold, by what Linux says in `/proc`.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// The tables of sockets that can reach another machine. Sockets of the kind `unix`, by which programs on
/// one machine talk, are in none of them.
const TABLES: [&str; 8] = ["tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6"];

/// A program and everything it started that still runs.
pub fn tree(root: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .expect("Linux has /proc")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|process| Some((process, parent(process)?)))
        .collect();
    let mut tree = vec![root];
    let mut next = 0;
    while next < tree.len() {
        let children = parents
            .iter()
            .filter(|(_, parent)| *parent == tree[next])
            .map(|(process, _)| *process);
        tree.extend(children.collect::<Vec<_>>());
        next += 1;
    }
    tree
}

/// The parent of a process: the second number after its name, which stands in parentheses.
fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

/// The name of a process.
pub fn name(process: u32) -> String {
    fs::read_to_string(format!("/proc/{process}/comm"))
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// The network sockets that a process holds, each as its line in the table.
pub fn held_by(process: u32) -> Vec<String> {
    let folder = Path::new("/proc").join(process.to_string());
    let held: HashSet<String> = fs::read_dir(folder.join("fd"))
        .into_iter()
        .flatten()
        .filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .filter_map(|file| {
            Some(
                file.to_str()?
                    .strip_prefix("socket:[")?
                    .strip_suffix(']')?
                    .to_owned(),
            )
        })
        .collect();
    let mut found = Vec::new();
    for table in TABLES {
        let lines = fs::read_to_string(folder.join("net").join(table)).unwrap_or_default();
        let ours = lines.lines().skip(1).filter(|line| {
            // The tenth word of a line is the number of the socket.
            line.split_whitespace()
                .nth(9)
                .is_some_and(|number| held.contains(number))
        });
        found.extend(ours.map(|line| format!("{} {table} {}", name(process), line.trim())));
    }
    found
}
