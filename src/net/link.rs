//! Drives the two halves of an active connection: a task that reads frames and a task that writes messages.
//!
//! The writer seals at the moment of writing, so what waits here is still plain and can be dropped. Orders go before
//! pictures, and pictures are pulled: one is asked for when the last is on its way, so none ever waits in a queue.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::error::LinkError;
use super::frames::Frames;
use crate::rdp::RdpError;

/// A task that does not outlive whoever waits for it.
#[derive(Debug)]
pub struct Running<T>(JoinHandle<T>);

impl<T: Send + 'static> Running<T> {
    pub fn spawn(task: impl Future<Output = T> + Send + 'static) -> Self {
        Self(tokio::spawn(task))
    }

    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.0.is_finished()
    }
}

impl<T> Future for Running<T> {
    /// An error where the task panicked.
    type Output = Result<T, tokio::task::JoinError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context)
    }
}

impl<T> Drop for Running<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The reading half of a machine.
pub trait ReadHalf: Send + 'static {
    type Message: Send + 'static;
    fn read(&mut self, frame: &mut [u8], out: &mut Vec<Self::Message>) -> Result<(), RdpError>;
    /// About how many bytes a message holds besides its own size.
    fn holds(message: &Self::Message) -> usize;
}

/// The writing half of a machine.
pub trait WriteHalf: Send + 'static {
    type Message: Send + 'static;
    fn write(&mut self, message: &Self::Message, out: &mut Vec<u8>) -> Result<(), RdpError>;
    /// After this message only answers of the activation may be written, until [`Order::Activated`].
    fn holds_after(_message: &Self::Message) -> bool {
        false
    }
    /// May be written while the others are held.
    fn passes_hold(_message: &Self::Message) -> bool {
        true
    }
}

/// A future that a picture source hands to the writer.
pub type NextPicture<'a, M> = Pin<Box<dyn Future<Output = Option<Vec<M>>> + Send + 'a>>;

/// Where the writer pulls pictures from.
pub trait Pictures<M>: Send + 'static {
    /// The messages of the next picture; `None` when there will be no more. Must be cancel safe.
    fn next(&mut self) -> NextPicture<'_, M>;
    /// Asked before each message is written.
    fn allowed(&self) -> bool;
}

/// What the session tells the writer.
pub enum Order<M> {
    Send(M),
    /// A (re)activation is complete: what was held may go.
    Activated,
    /// Pull pictures from here from now on; `None`: no more pictures.
    Pictures(Option<Box<dyn Pictures<M>>>),
    /// Write what is queued, then close.
    Close,
}

/// What is read is handed over in a queue of this many messages; a full queue stops reading, and so the peer.
pub const READ_QUEUE: usize = 256;
/// A message that holds more than this waits until the queue is empty: of messages that a peer can make large, one
/// waits at a time.
pub const LIGHT_MESSAGE: usize = 256;
/// Orders that may wait for the writer. The session never waits for it: a peer that lets this fill up takes nothing any
/// more, and the connection ends. Pictures are no orders, so that a size that a peer asks for does not fill it.
pub const ORDER_QUEUE: usize = 256;
/// Messages held during an activation; more than the session ever sends in that time. Beyond it the connection ends.
const HELD_MAX: usize = 1024;

/// Reads until the stream ends; the last thing it does is to say why (`None`: a clean end).
pub async fn read_loop<S, R>(
    mut frames: Frames<S>,
    mut half: R,
    messages: mpsc::Sender<R::Message>,
) -> Option<LinkError>
where
    S: AsyncRead + Unpin,
    R: ReadHalf,
{
    let mut read = Vec::new();
    loop {
        match frames.next().await {
            Ok(Some(frame)) => {
                if let Err(error) = half.read(frame, &mut read) {
                    return Some(error.into());
                }
                for message in read.drain(..) {
                    if hand_over::<R>(message, &messages).await.is_err() {
                        return None;
                    }
                }
            }
            Ok(None) => return None,
            Err(error) => return Some(error),
        }
    }
}

async fn hand_over<R: ReadHalf>(
    message: R::Message,
    messages: &mpsc::Sender<R::Message>,
) -> Result<(), mpsc::error::SendError<()>> {
    if R::holds(&message) <= LIGHT_MESSAGE {
        messages.reserve().await?.send(message);
        return Ok(());
    }
    // All places are free only where nothing waits.
    let mut places = messages.reserve_many(messages.max_capacity()).await?;
    if let Some(place) = places.next() {
        place.send(message);
    }
    Ok(())
}

/// Writes until it is told to close, or the stream breaks.
pub async fn write_loop<S, W>(stream: S, half: W, orders: mpsc::Receiver<Order<W::Message>>) -> Result<(), LinkError>
where
    S: AsyncWrite + Unpin,
    W: WriteHalf,
{
    let mut writer = ConnectionWriter {
        stream,
        half,
        orders,
        held: None,
        pictures: None,
        picture: VecDeque::new(),
        out: Vec::new(),
    };
    while writer.turn().await? {}
    Ok(writer.stream.shutdown().await?)
}

struct ConnectionWriter<S, W: WriteHalf> {
    stream: S,
    half: W,
    orders: mpsc::Receiver<Order<W::Message>>,
    /// `Some` during an activation: what waits for its end.
    held: Option<VecDeque<W::Message>>,
    pictures: Option<Box<dyn Pictures<W::Message>>>,
    /// What is left to write of the picture at hand.
    picture: VecDeque<W::Message>,
    out: Vec<u8>,
}

enum WriterWake<M> {
    Order(Option<Order<M>>),
    Picture(Option<Vec<M>>),
}

impl<S: AsyncWrite + Unpin, W: WriteHalf> ConnectionWriter<S, W> {
    /// Does one thing and sends it on its way; false when it is time to close.
    async fn turn(&mut self) -> Result<bool, LinkError> {
        match self.wake().await {
            WriterWake::Order(None | Some(Order::Close)) => return Ok(false),
            WriterWake::Order(Some(Order::Send(message))) => self.write(message)?,
            WriterWake::Order(Some(Order::Activated)) => {
                for message in self.held.take().unwrap_or_default() {
                    self.write(message)?;
                }
            }
            WriterWake::Order(Some(Order::Pictures(pictures))) => {
                self.pictures = pictures;
                self.picture.clear();
            }
            WriterWake::Picture(None) => self.pictures = None,
            WriterWake::Picture(Some(messages)) => self.picture.extend(messages),
        }
        // One message of the picture a turn: a withdrawn view lets nothing out but what is already sealed.
        if self.held.is_none()
            && let Some(message) = self.picture.pop_front()
        {
            if self.pictures.as_ref().is_some_and(|pictures| pictures.allowed()) {
                self.write(message)?;
            } else {
                self.picture.clear();
            }
        }
        if !self.out.is_empty() {
            self.stream.write_all(&self.out).await?;
            self.out.clear();
            self.stream.flush().await?;
        }
        Ok(true)
    }

    /// What to do next: orders first, then the rest of the picture at hand, then the next picture.
    async fn wake(&mut self) -> WriterWake<W::Message> {
        if self.held.is_some() {
            return WriterWake::Order(self.orders.recv().await);
        }
        if !self.picture.is_empty() {
            return match self.orders.try_recv() {
                Ok(order) => WriterWake::Order(Some(order)),
                Err(mpsc::error::TryRecvError::Disconnected) => WriterWake::Order(None),
                Err(mpsc::error::TryRecvError::Empty) => WriterWake::Picture(Some(Vec::new())),
            };
        }
        match &mut self.pictures {
            Some(pictures) => tokio::select! {
                biased;
                order = self.orders.recv() => WriterWake::Order(order),
                picture = pictures.next() => WriterWake::Picture(picture),
            },
            None => WriterWake::Order(self.orders.recv().await),
        }
    }

    fn write(&mut self, message: W::Message) -> Result<(), LinkError> {
        if let Some(held) = &mut self.held
            && !W::passes_hold(&message)
        {
            if held.len() >= HELD_MAX {
                return Err(LinkError::TakesNothing);
            }
            held.push_back(message);
            return Ok(());
        }
        self.half.write(&message, &mut self.out)?;
        if W::holds_after(&message) {
            self.held.get_or_insert_default();
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::io::{AsyncReadExt, duplex};
    use tokio::task::yield_now;

    use super::*;

    /// Each frame is a message that holds as many bytes as its third says times 64; `held` counts those that are
    /// somewhere.
    struct Counting(Arc<AtomicUsize>);

    struct Message(usize, Arc<AtomicUsize>);

    impl Drop for Message {
        fn drop(&mut self) {
            self.1.fetch_sub(self.0, Ordering::SeqCst);
        }
    }

    impl ReadHalf for Counting {
        type Message = Message;

        fn read(&mut self, frame: &mut [u8], out: &mut Vec<Message>) -> Result<(), RdpError> {
            let bytes = frame.get(2).map_or(0, |held| usize::from(*held) * 64);
            self.0.fetch_add(bytes, Ordering::SeqCst);
            out.push(Message(bytes, Arc::clone(&self.0)));
            Ok(())
        }

        fn holds(message: &Message) -> usize {
            message.0
        }
    }

    /// Lets all tasks of this thread do what they can.
    async fn settle() {
        for _ in 0..2 * READ_QUEUE {
            yield_now().await;
        }
    }

    #[tokio::test]
    async fn of_messages_that_hold_much_one_waits() {
        let (mut peer, own) = duplex(1 << 20);
        let held = Arc::new(AtomicUsize::new(0));
        let (sender, mut messages) = mpsc::channel(READ_QUEUE);
        let reader = tokio::spawn(read_loop(Frames::new(own), Counting(Arc::clone(&held)), sender));
        // Fast-path frames of three bytes: 64 bytes are little, 255 times as many are much.
        for _ in 0..READ_QUEUE * 4 {
            peer.write_all(&[0, 3, 255]).await.unwrap();
        }
        settle().await;
        let most = 2 * 255 * 64;
        assert!(held.load(Ordering::SeqCst) <= most, "one waits, and one is in hand");
        for _ in 0..READ_QUEUE * 4 {
            drop(messages.recv().await.unwrap());
            settle().await;
            assert!(held.load(Ordering::SeqCst) <= most);
        }
        for _ in 0..READ_QUEUE {
            peer.write_all(&[0, 3, 1]).await.unwrap();
        }
        settle().await;
        assert_eq!(messages.len(), READ_QUEUE, "small ones fill the queue");
        drop(peer);
        while messages.recv().await.is_some() {}
        assert!(reader.await.unwrap().is_none());
    }

    struct Plain;

    impl WriteHalf for Plain {
        type Message = Vec<u8>;

        fn write(&mut self, message: &Vec<u8>, out: &mut Vec<u8>) -> Result<(), RdpError> {
            out.extend_from_slice(message);
            Ok(())
        }
    }

    struct Endless(Arc<AtomicUsize>);

    impl Pictures<Vec<u8>> for Endless {
        fn next(&mut self) -> NextPicture<'_, Vec<u8>> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Box::pin(std::future::ready(Some(vec![vec![0; 1000]])))
        }

        fn allowed(&self) -> bool {
            true
        }
    }

    #[tokio::test]
    async fn who_takes_nothing_fills_no_more_than_the_queue() {
        let (mut peer, own) = duplex(10_000);
        let made = Arc::new(AtomicUsize::new(0));
        let (orders, queue) = mpsc::channel(ORDER_QUEUE);
        let writer = tokio::spawn(write_loop(own, Plain, queue));
        let source: Box<dyn Pictures<Vec<u8>>> = Box::new(Endless(Arc::clone(&made)));
        orders.send(Order::Pictures(Some(source))).await.ok().unwrap();
        settle().await;
        let all = made.load(Ordering::SeqCst);
        assert!(
            all <= 12,
            "{all} messages of a picture were made for a peer who took none"
        );
        let mut taken = 0;
        while orders.try_send(Order::Send(vec![1; 10])).is_ok() {
            taken += 1;
        }
        assert_eq!(taken, ORDER_QUEUE);
        // What is ordered goes before the rest of the picture, but for the message at hand.
        let mut some = vec![0; 20_000];
        peer.read_exact(&mut some).await.unwrap();
        let first = some.iter().position(|byte| *byte == 1).unwrap();
        assert!(first <= 12_000, "what is ordered goes before the rest of the picture");
        drop(peer);
        assert!(writer.await.unwrap().is_err());
    }
}
