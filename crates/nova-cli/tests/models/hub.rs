//! A server on the loopback that speaks as much HTTP as downloads from the hub need, and misbehaves on request.

use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;

const WEIGHTS: &str = "model.safetensors";

/// How it misbehaves, always with the weights.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mischief {
    None,
    /// The first two transfers end half way.
    CutTwice,
    /// Every transfer ends after a little.
    CutAlways,
    /// The bytes are not those whose hash it tells.
    WrongBytes,
    /// It knows no file.
    Nothing,
    /// It answers nothing before it is told to go on.
    Waits,
}

pub struct Hub {
    port: u16,
    stop: Arc<AtomicBool>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    files: HashMap<String, Vec<u8>>,
    mischief: Mischief,
    transfers: AtomicUsize,
    resumed: AtomicUsize,
    gate: Mutex<Gate>,
    moved: Condvar,
}

/// Whether a hub that waits was asked, and whether it may go on.
#[derive(Default)]
struct Gate {
    asked: bool,
    open: bool,
}

impl Hub {
    pub fn start(folder: &Path, mischief: Mischief) -> Hub {
        let files = std::fs::read_dir(folder).expect("the model's folder");
        let files = files.map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(path).expect("a file"))
        });
        let shared = Arc::new(Shared {
            files: files.collect(),
            mischief,
            transfers: AtomicUsize::new(0),
            resumed: AtomicUsize::new(0),
            gate: Mutex::default(),
            moved: Condvar::new(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, work) = (Arc::clone(&stop), Arc::clone(&shared));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(stream) = stream {
                    let work = Arc::clone(&work);
                    // A client that goes away ends its own thread only.
                    std::thread::spawn(move || work.serve(&stream));
                }
            }
        });
        Hub {
            port,
            stop,
            shared,
            thread: Some(thread),
        }
    }

    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns once the hub was asked and waits.
    pub fn until_it_waits(&self) {
        let gate = self.shared.gate.lock().expect("no panic");
        drop(self.shared.moved.wait_while(gate, |gate| !gate.asked));
    }

    /// Lets a hub that waits answer.
    pub fn go_on(&self) {
        self.shared.gate.lock().expect("no panic").open = true;
        self.shared.moved.notify_all();
    }

    /// Transfers of the weights that began behind their start.
    pub fn resumed(&self) -> usize {
        self.shared.resumed.load(Ordering::SeqCst)
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the listener so that it sees the flag.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

impl Shared {
    /// Answers one request and closes.
    fn serve(&self, stream: &TcpStream) {
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        let Some(request) = lines.next() else { return };
        let mut start = 0;
        let mut last = usize::MAX;
        for line in lines.take_while(|line| !line.is_empty()) {
            if let Some(range) = line.to_lowercase().strip_prefix("range: bytes=") {
                let (from, to) = range.split_once('-').unwrap_or((range, ""));
                start = from.trim().parse().unwrap_or(0);
                last = to.trim().parse().unwrap_or(usize::MAX);
            }
        }
        if self.mischief == Mischief::Waits {
            let mut gate = self.gate.lock().expect("no panic");
            gate.asked = true;
            self.moved.notify_all();
            drop(self.moved.wait_while(gate, |gate| !gate.open));
        }
        let path = request.split(' ').nth(1).unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default();
        let known = self
            .files
            .get(name)
            .filter(|_| self.mischief != Mischief::Nothing && path.contains("/someone/tiny-clip/resolve/"));
        // What the client does with an answer is its own matter.
        drop(match known {
            Some(bytes) => self.send(stream, name, bytes, start, last),
            None => write!(
                &mut &*stream,
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            ),
        });
    }

    fn send(
        &self,
        mut stream: &TcpStream,
        name: &str,
        bytes: &[u8],
        start: usize,
        last: usize,
    ) -> std::io::Result<()> {
        let end = bytes.len().min(last.saturating_add(1)).max(start);
        write!(
            stream,
            "HTTP/1.1 206 Partial Content\r\nETag: \"{}\"\r\nX-Repo-Commit: 0123456789abcdef\r\n\
             Content-Range: bytes {start}-{}/{}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            etag(name, bytes),
            end.saturating_sub(1),
            bytes.len(),
            end - start
        )?;
        let mut part = bytes[start..end].to_vec();
        // A look at one byte is how the client asks for the facts; it is no transfer.
        if name == WEIGHTS && last == usize::MAX {
            let transfer = self.transfers.fetch_add(1, Ordering::SeqCst);
            if start > 0 {
                self.resumed.fetch_add(1, Ordering::SeqCst);
            }
            match self.mischief {
                Mischief::CutTwice if transfer < 2 => part.truncate(part.len() / 2),
                Mischief::CutAlways => part.truncate(512.min(part.len() / 2)),
                Mischief::WrongBytes => part.iter_mut().rev().take(1).for_each(|byte| *byte ^= 1),
                _ => {}
            }
        }
        stream.write_all(&part)?;
        stream.flush()
    }
}

/// The hash by which the hub calls a file: git's for small ones, SHA-256 for the weights.
fn etag(name: &str, bytes: &[u8]) -> String {
    let hex = |hash: &[u8]| hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    if name == WEIGHTS {
        return hex(&Sha256::digest(bytes));
    }
    let hasher = Sha1::new().chain_update(format!("blob {}\0", bytes.len()));
    hex(&hasher.chain_update(bytes).finalize())
}
