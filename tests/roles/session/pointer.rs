//! The novice's pointer, as clients with other limits see it.

use lifeline::rdp::FromNovice;
use lifeline::rdp::channels::remdesk;
use lifeline::session::novice::{Answer, Command, QuestionKind};
use lifeline::vocabulary::PointerUpdate;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{ChangeWindowAttributesAux, ConnectionExt, CreateGCAux, Rectangle};

use super::before_view::Client;
use super::pair::{Display, answer, ask, question};

const SIDE: u16 = 64;

/// A client that takes no shapes beyond 32 × 32 gets the default pointer for a larger one: any is better than the last
/// one.
#[tokio::test(flavor = "multi_thread")]
async fn a_large_pointer_is_the_default_one_where_only_small_ones_are_taken() {
    // As large as the client's desktop: no other activation follows, in which its capabilities would be what they are.
    let Some(display) = Display::start("800x600x24") else {
        return;
    };
    show_large_pointer(&display.name);
    let mut asked = ask(&display.name, |_| ()).await;
    let large = |update: &PointerUpdate| matches!(update, PointerUpdate::Shape(shape) if shape.width == SIDE);
    let default = |update: &PointerUpdate| *update == PointerUpdate::Default;
    for (change, wanted) in [
        ((|_| ()) as fn(&mut [u8]), &large as &dyn Fn(&PointerUpdate) -> bool),
        (without_large_pointers, &default),
    ] {
        let mut client = Client::connect_changed(&asked, |frame| change(frame)).await;
        client.prove(&asked).await;
        client
            .until(|message| matches!(message, FromNovice::Remdesk(remdesk::Message::Result(0))))
            .await;
        let asks = question(&mut asked.novice, QuestionKind::View).await;
        answer(&mut asked.novice, &asks, Answer::Allow).await;
        let shaped = |update: &PointerUpdate| !matches!(update, PointerUpdate::Position { .. });
        let mut first = client
            .find(|message| match message {
                FromNovice::Pointer(update) if shaped(update) => Some(update.clone()),
                _ => None,
            })
            .await;
        if let PointerUpdate::Shape(shape) = &mut first {
            std::sync::Arc::make_mut(&mut shape.bgra).clear();
        }
        assert!(wanted(&first), "{first:?}");
        asked.novice.commands.send(Command::Stop).await.unwrap();
        client.until(|message| matches!(message, FromNovice::Left)).await;
    }
}

/// Takes both flags out of the Large Pointer capability set ([MS-RDPBCGR] 2.2.7.2.7) of a Confirm Active.
fn without_large_pointers(frame: &mut [u8]) {
    if let Some(at) = frame.windows(4).position(|bytes| bytes == [0x1B, 0, 6, 0]) {
        frame[at + 4..at + 6].fill(0);
    }
}

/// A square pointer over the whole display.
fn show_large_pointer(display: &str) {
    let (conn, screen) = x11rb::connect(Some(display)).unwrap();
    let root = conn.setup().roots[screen].root;
    let (pixmap, gc, cursor) = (
        conn.generate_id().unwrap(),
        conn.generate_id().unwrap(),
        conn.generate_id().unwrap(),
    );
    conn.create_pixmap(1, pixmap, root, SIDE, SIDE).unwrap();
    conn.create_gc(gc, pixmap, &CreateGCAux::new().foreground(1)).unwrap();
    let all = Rectangle {
        x: 0,
        y: 0,
        width: SIDE,
        height: SIDE,
    };
    conn.poly_fill_rectangle(pixmap, gc, &[all]).unwrap();
    conn.create_cursor(cursor, pixmap, pixmap, u16::MAX, 0, 0, 0, 0, 0, 1, 1)
        .unwrap();
    conn.change_window_attributes(root, &ChangeWindowAttributesAux::new().cursor(cursor))
        .unwrap()
        .check()
        .unwrap();
}
