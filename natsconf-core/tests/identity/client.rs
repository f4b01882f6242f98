//! A client of the NATS protocol, as small as the tests allow.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use natsconf_core::identity::KeyPair;
use natsconf_core::identity::creds::Creds;
use serde_json::{Value, json};

pub struct Client {
    stream: BufReader<TcpStream>,
}

/// A message that came.
#[derive(Debug)]
pub struct Message {
    pub reply: String,
    pub text: String,
}

/// A message with headers.
#[derive(Debug)]
pub struct Sealed {
    pub headers: String,
    pub bytes: Vec<u8>,
}

impl Client {
    /// Connects as the user of these creds.
    pub fn connect(url: &str, creds: &Creds) -> Result<Self, String> {
        Client::connect_with(url, json!({ "jwt": creds.jwt().token() }), Some(creds.key()))
    }

    /// Connects with these options, and the signature of a key.
    pub fn connect_with(url: &str, mut options: Value, key: Option<&KeyPair>) -> Result<Self, String> {
        let stream = TcpStream::connect(url.strip_prefix("nats://").unwrap()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut client = Client { stream: BufReader::new(stream) };
        let info: Value = serde_json::from_str(client.line().strip_prefix("INFO ").unwrap()).unwrap();
        if let Some(key) = key {
            let nonce = info["nonce"].as_str().unwrap();
            options["sig"] = BASE64URL_NOPAD.encode(&key.sign(nonce.as_bytes())).into();
        }
        options["verbose"] = false.into();
        options["pedantic"] = false.into();
        options["headers"] = true.into();
        options["protocol"] = 1.into();
        client.send(&format!("CONNECT {options}\r\nPING\r\n"));
        client.expect_pong()?;
        Ok(client)
    }

    fn send(&mut self, text: &str) {
        self.stream.get_mut().write_all(text.as_bytes()).unwrap();
    }

    /// The next line; empty when the server has closed the connection.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap_or_default();
        line.trim_end().to_owned()
    }

    fn expect_pong(&mut self) -> Result<(), String> {
        loop {
            match self.line() {
                pong if pong == "PONG" => return Ok(()),
                info if info.starts_with("INFO ") => {}
                other => return Err(other),
            }
        }
    }

    /// Waits until the server has seen all that was sent, or said what it minds.
    pub fn flush(&mut self) -> Result<(), String> {
        self.send("PING\r\n");
        self.expect_pong()
    }

    pub fn subscribe(&mut self, subject: &str) -> Result<(), String> {
        self.send(&format!("SUB {subject} 1\r\n"));
        self.flush()
    }

    pub fn publish(&mut self, subject: &str, reply: &str, text: &str) {
        self.send(&format!("PUB {subject} {reply} {}\r\n{text}\r\n", text.len()));
    }

    /// The next message.
    pub fn message(&mut self) -> Message {
        loop {
            let line = self.line();
            let words: Vec<&str> = line.split(' ').collect();
            match words.as_slice() {
                ["MSG", _subject, _sid, between @ .., length] => {
                    let mut bytes = vec![0; length.parse::<usize>().unwrap() + 2];
                    self.stream.read_exact(&mut bytes).unwrap();
                    bytes.truncate(bytes.len() - 2);
                    let reply = between.first().copied().unwrap_or_default().to_owned();
                    return Message { reply, text: String::from_utf8(bytes).unwrap() };
                }
                ["INFO", ..] => {}
                ["PING"] => self.send("PONG\r\n"),
                other => panic!("expected a message, found {other:?}"),
            }
        }
    }

    /// The next message, with its headers and whatever bytes it holds.
    pub fn sealed_message(&mut self) -> Sealed {
        let line = self.line();
        let words: Vec<&str> = line.split(' ').collect();
        let ["HMSG", .., headers, length] = words.as_slice() else { panic!("expected headers, found {line}") };
        let [headers, length] = [headers, length].map(|number| number.parse::<usize>().unwrap());
        let mut bytes = vec![0; length];
        self.stream.read_exact(&mut bytes).unwrap();
        let sealed = bytes.split_off(headers);
        Sealed { headers: String::from_utf8(bytes).unwrap(), bytes: sealed }
    }

    /// The answer to a request.
    pub fn request(&mut self, subject: &str, text: &str) -> String {
        self.subscribe("_INBOX.answer").unwrap();
        self.publish(subject, "_INBOX.answer", text);
        self.message().text
    }
}

/// The body of an HTTP answer.
pub fn get(url: &str, path: &str) -> String {
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}
