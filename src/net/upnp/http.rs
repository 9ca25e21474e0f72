//! One HTTP request to the router, and its answer: bounded in size and time, and nothing in it is trusted.

use std::net::SocketAddrV4;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::error::{SenselessReply, UpnpError};

/// The descriptions of real routers are 2 to 20 KiB.
const ANSWER_MAX: usize = 64 * 1024;
/// A router answers from its own memory, over one cable.
const TIMEOUT: Duration = Duration::from_secs(3);

/// What a router said.
pub(super) struct HttpAnswer {
    pub status: u16,
    pub body: Vec<u8>,
}

pub(super) async fn get(to: SocketAddrV4, path: &str) -> Result<HttpAnswer, UpnpError> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n\r\n");
    ask(to, request).await
}

/// A SOAP request (UPnP Device Architecture 1.1 section 3.1.1). `action` has its quotation marks.
pub(super) async fn post(to: SocketAddrV4, path: &str, action: &str, body: &str) -> Result<HttpAnswer, UpnpError> {
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\nContent-Type: text/xml; charset=\"utf-8\"\r\n\
         SOAPAction: {action}\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    ask(to, request).await
}

async fn ask(to: SocketAddrV4, request: String) -> Result<HttpAnswer, UpnpError> {
    let answer = async {
        let mut stream = TcpStream::connect(to).await?;
        stream.write_all(request.as_bytes()).await?;
        let mut bytes = Vec::new();
        loop {
            let ended = (&mut stream).take(8192).read_buf(&mut bytes).await? == 0;
            if bytes.len() > ANSWER_MAX {
                return Err(UpnpError::Senseless(SenselessReply::TooLong));
            }
            match parse(&bytes, ended)? {
                Some(answer) => return Ok(answer),
                None if ended => return Err(UpnpError::Senseless(SenselessReply::CutShort)),
                None => {}
            }
        }
    };
    timeout(TIMEOUT, answer).await.map_err(|_| UpnpError::Silent)?
}

/// The answer, if these bytes are a whole one.
fn parse(bytes: &[u8], ended: bool) -> Result<Option<HttpAnswer>, UpnpError> {
    let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Ok(None);
    };
    let (head, body) = bytes.split_at(at);
    let body = body.get(4..).unwrap_or_default();
    let head = str::from_utf8(head).map_err(|_| UpnpError::Senseless(SenselessReply::HeadNoText))?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1."));
    let status = status.and_then(|line| line.split(' ').nth(1)?.parse().ok());
    let status = status.ok_or(UpnpError::Senseless(SenselessReply::NoHttp))?;
    let (mut length, mut chunked) = (None, false);
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        if name.eq_ignore_ascii_case("content-length") {
            let value = value.trim().parse::<usize>();
            length = Some(value.map_err(|_| UpnpError::Senseless(SenselessReply::Length))?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            chunked = value.trim().eq_ignore_ascii_case("chunked");
        }
    }
    let body = match (chunked, length) {
        (true, _) => unchunked(body)?,
        (false, Some(length)) => body.get(..length).map(<[u8]>::to_vec),
        (false, None) => ended.then(|| body.to_vec()),
    };
    Ok(body.map(|body| HttpAnswer { status, body }))
}

/// RFC 9112 section 7.1; `None` if the last chunk has not come yet.
fn unchunked(mut rest: &[u8]) -> Result<Option<Vec<u8>>, UpnpError> {
    const BAD: UpnpError = UpnpError::Senseless(SenselessReply::ChunkSize);
    let mut whole = Vec::new();
    loop {
        let Some(line) = rest.windows(2).position(|two| two == b"\r\n") else {
            return Ok(None);
        };
        let size = rest.get(..line).unwrap_or_default();
        let size = size.split(|byte| *byte == b';').next().unwrap_or_default();
        let size = str::from_utf8(size).map_err(|_| BAD)?;
        let size = usize::from_str_radix(size.trim(), 16).map_err(|_| BAD)?;
        let after = rest.get(line.saturating_add(2)..).unwrap_or_default();
        if size == 0 {
            return Ok(Some(whole));
        }
        let (Some(chunk), Some(next)) = (after.get(..size), after.get(size.saturating_add(2)..)) else {
            return Ok(None);
        };
        whole.extend_from_slice(chunk);
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(bytes: &[u8], ended: bool) -> Option<Vec<u8>> {
        parse(bytes, ended).unwrap().map(|answer| answer.body)
    }

    #[test]
    fn an_answer_ends_by_its_length_its_last_chunk_or_the_connection() {
        let whole = b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabcdef";
        assert_eq!(body(whole, false).unwrap(), b"abc");
        assert_eq!(body(&whole[..whole.len() - 4], true), None);
        let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
        assert_eq!(body(chunked, false).unwrap(), b"abcd");
        assert_eq!(body(&chunked[..chunked.len() - 6], false), None);
        let open = b"HTTP/1.0 500 No\r\n\r\nabc";
        assert_eq!(body(open, false), None);
        assert_eq!(parse(open, true).unwrap().unwrap().status, 500);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(head in "(HTTP/1\\.1 [0-9]{0,9}\r\n)?(Transfer-Encoding: chunked\r\n)?[ -~\r\n]{0,40}",
            bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..80), ended: bool) {
            let mut all = head.into_bytes();
            all.extend_from_slice(b"\r\n\r\n");
            all.extend_from_slice(&bytes);
            let _ = parse(&all, ended);
        }
    }
}
