//! Desktop Duplication as the system has it (DXGI 1.2, Direct3D 11): each call, and nothing that follows from it. It has
//! not run.
#![expect(unsafe_code, reason = "the functions of the system are unsafe to call")]

use std::time::Duration;

use windows::Win32::Foundation::{E_ACCESSDENIED, E_NOINTERFACE, E_NOTIMPL, HMODULE, POINT, RECT};
use windows::Win32::Graphics::Direct3D::D3D_DRIVER_TYPE_UNKNOWN;
use windows::Win32::Graphics::Direct3D11::{
    D3D11_BOX, D3D11_CPU_ACCESS_READ, D3D11_CREATE_DEVICE_FLAG, D3D11_MAP_READ, D3D11_MAPPED_SUBRESOURCE,
    D3D11_SDK_VERSION, D3D11_TEXTURE2D_DESC, D3D11_USAGE_STAGING, D3D11CreateDevice, ID3D11Device, ID3D11DeviceContext,
    ID3D11Texture2D,
};
use windows::Win32::Graphics::Dxgi::Common::{
    DXGI_FORMAT_B8G8R8A8_UNORM, DXGI_MODE_ROTATION, DXGI_MODE_ROTATION_ROTATE90, DXGI_MODE_ROTATION_ROTATE180,
    DXGI_MODE_ROTATION_ROTATE270,
};
use windows::Win32::Graphics::Dxgi::{
    CreateDXGIFactory1, DXGI_ERROR_ACCESS_DENIED, DXGI_ERROR_ACCESS_LOST, DXGI_ERROR_DEVICE_HUNG,
    DXGI_ERROR_DEVICE_REMOVED, DXGI_ERROR_DEVICE_RESET, DXGI_ERROR_NOT_CURRENTLY_AVAILABLE, DXGI_ERROR_NOT_FOUND,
    DXGI_ERROR_SESSION_DISCONNECTED, DXGI_ERROR_UNSUPPORTED, DXGI_ERROR_WAIT_TIMEOUT, DXGI_OUTDUPL_FRAME_INFO,
    DXGI_OUTDUPL_MOVE_RECT, DXGI_OUTDUPL_POINTER_SHAPE_INFO, DXGI_OUTPUT_DESC, IDXGIAdapter1, IDXGIFactory1,
    IDXGIOutput1, IDXGIOutputDuplication,
};
use windows::Win32::UI::WindowsAndMessaging::{
    GetSystemMetrics, SM_CMONITORS, SM_CXVIRTUALSCREEN, SM_CYVIRTUALSCREEN, SM_XVIRTUALSCREEN, SM_YVIRTUALSCREEN,
};
use windows::core::{Error, Interface as _};

use super::system::{
    Arrangement, DesktopOutput, DesktopSystem, DuplicatedMonitor, Edges, FrameNews, Lost, PointerPlace, RawShape,
    Surface,
};
use crate::input_desktop;
use crate::screen::turn::Turn;
use crate::screen::xcap::PolledCapture;
use crate::screen::{Capture, CaptureError};
use crate::vocabulary::{Monitor, Rect, Shared, Size};

/// A pointer's shape, and what is told of one frame, are never longer; a display driver is believed no more than that.
const MOST_BYTES: u32 = 1 << 24;

/// The monitors as they were last asked for.
#[derive(Default)]
pub(super) struct Dxgi {
    outputs: Vec<(u32, IDXGIAdapter1, IDXGIOutput1)>,
}

impl From<Error> for Lost {
    fn from(error: Error) -> Self {
        match error.code() {
            DXGI_ERROR_ACCESS_LOST => Self::Access,
            E_ACCESSDENIED | DXGI_ERROR_ACCESS_DENIED => Self::Denied,
            DXGI_ERROR_SESSION_DISCONNECTED => Self::Disconnected,
            DXGI_ERROR_DEVICE_REMOVED | DXGI_ERROR_DEVICE_RESET | DXGI_ERROR_DEVICE_HUNG => Self::Device,
            DXGI_ERROR_NOT_CURRENTLY_AVAILABLE => Self::Busy,
            DXGI_ERROR_UNSUPPORTED | E_NOTIMPL | E_NOINTERFACE => Self::Unsupported,
            _ => Self::System(error.into()),
        }
    }
}

/// What is counted through until there is no more.
fn unless_last<T>(found: Result<T, Error>) -> Result<Option<T>, Lost> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.code() == DXGI_ERROR_NOT_FOUND => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl DesktopSystem for Dxgi {
    type Monitor = DxgiMonitor;

    fn outputs(&mut self) -> Result<Vec<DesktopOutput>, Lost> {
        self.outputs.clear();
        // A factory tells what was there when it was made.
        // SAFETY: takes nothing.
        let factory: IDXGIFactory1 = unsafe { CreateDXGIFactory1() }?;
        let mut described = Vec::new();
        // SAFETY: takes a number.
        for number in 0.. {
            let Some(adapter) = unless_last(unsafe { factory.EnumAdapters1(number) })? else {
                break;
            };
            for number in 0.. {
                // SAFETY: as above.
                let Some(output) = unless_last(unsafe { adapter.EnumOutputs(number) })? else {
                    break;
                };
                // SAFETY: takes nothing.
                let about = unsafe { output.GetDesc() }?;
                if about.AttachedToDesktop.as_bool()
                    && let Some(known) = describe(&about)
                {
                    self.outputs.push((known.monitor.id, adapter.clone(), output.cast()?));
                    described.push(known);
                }
            }
        }
        Ok(described)
    }

    fn duplicate(&mut self, monitor: u32) -> Result<DxgiMonitor, Lost> {
        let found = self.outputs.iter().find(|(id, ..)| *id == monitor);
        let (_, adapter, output) = found.ok_or(Lost::Access)?;
        let (mut device, mut context) = (None, None);
        // SAFETY: both places live as long as the call; with an adapter the kind of driver is not chosen.
        unsafe {
            D3D11CreateDevice(
                adapter,
                D3D_DRIVER_TYPE_UNKNOWN,
                HMODULE::default(),
                D3D11_CREATE_DEVICE_FLAG(0),
                None,
                D3D11_SDK_VERSION,
                Some(&raw mut device),
                None,
                Some(&raw mut context),
            )
        }
        .map_err(|error| {
            tracing::info!(%error, "no Direct3D 11 on this monitor's graphics card");
            Lost::Unsupported
        })?;
        let (device, context) = device.zip(context).ok_or(Lost::Unsupported)?;
        // SAFETY: takes the device of the adapter that the output belongs to.
        let duplication = unsafe { output.DuplicateOutput(&device) }?;
        Ok(DxgiMonitor {
            device,
            context,
            duplication,
            frame: None,
            staging: None,
        })
    }

    fn arrangement(&self) -> Arrangement {
        let metrics = [
            SM_CMONITORS,
            SM_XVIRTUALSCREEN,
            SM_YVIRTUALSCREEN,
            SM_CXVIRTUALSCREEN,
            SM_CYVIRTUALSCREEN,
        ];
        // SAFETY: takes and gives numbers.
        metrics.map(|metric| unsafe { GetSystemMetrics(metric) })
    }

    fn shows_ours(&self) -> bool {
        input_desktop::is_ours()
    }

    fn plain(&mut self, shared: Shared) -> Result<Box<dyn Capture>, CaptureError> {
        // What was opened for it may have windows of its own, which nobody answers for any more (Wine's have).
        self.outputs.clear();
        Ok(Box::new(PolledCapture::open(shared)?))
    }

    fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// `None` for one too large for the wire.
fn describe(about: &DXGI_OUTPUT_DESC) -> Option<DesktopOutput> {
    let RECT {
        left,
        top,
        right,
        bottom,
    } = about.DesktopCoordinates;
    let side = |from: i32, to: i32| u16::try_from(to.checked_sub(from)?).ok().filter(|side| *side > 0);
    let name: Vec<u16> = about.DeviceName.into_iter().take_while(|unit| *unit != 0).collect();
    Some(DesktopOutput {
        monitor: Monitor {
            // The number that xcap chooses monitors by, too: the handle's lower half, which is all that counts.
            id: u32::try_from(about.Monitor.0.addr() & 0xFFFF_FFFF).ok()?,
            name: String::from_utf16_lossy(&name),
            left,
            top,
            size: Size {
                width: side(left, right)?,
                height: side(top, bottom)?,
            },
            primary: (left, top) == (0, 0),
        },
        turn: turn(about.Rotation),
    })
}

/// The picture is turned by this clockwise before it is seen.
fn turn(rotation: DXGI_MODE_ROTATION) -> Turn {
    let counter_clockwise = match rotation {
        DXGI_MODE_ROTATION_ROTATE90 => 3,
        DXGI_MODE_ROTATION_ROTATE180 => 2,
        DXGI_MODE_ROTATION_ROTATE270 => 1,
        _ => 0,
    };
    Turn::new(counter_clockwise, false)
}

pub(super) struct DxgiMonitor {
    device: ID3D11Device,
    context: ID3D11DeviceContext,
    duplication: IDXGIOutputDuplication,
    /// The frame that is ours.
    frame: Option<ID3D11Texture2D>,
    /// Where the processor can read, of the size that the last frame had.
    staging: Option<(ID3D11Texture2D, Size)>,
}

impl DuplicatedMonitor for DxgiMonitor {
    /// A frame is given back just before the next one is asked for, as the documentation asks: in between the system
    /// gathers changes, and copies nothing.
    fn next(&mut self, timeout: Duration) -> Result<Option<FrameNews>, Lost> {
        if self.frame.take().is_some() {
            // SAFETY: a frame is ours.
            unsafe { self.duplication.ReleaseFrame() }?;
        }
        let timeout = u32::try_from(timeout.as_millis()).unwrap_or(u32::MAX - 1);
        let (mut about, mut resource) = (DXGI_OUTDUPL_FRAME_INFO::default(), None);
        // SAFETY: both places live as long as the call; no frame is ours.
        match unsafe {
            self.duplication
                .AcquireNextFrame(timeout, &raw mut about, &raw mut resource)
        } {
            Err(error) if error.code() == DXGI_ERROR_WAIT_TIMEOUT => return Ok(None),
            other => other?,
        }
        let resource = resource.ok_or(Lost::Access)?;
        self.frame = Some(resource.cast()?);
        let presented = about.LastPresentTime != 0;
        let place = about.PointerPosition;
        Ok(Some(FrameNews {
            presented,
            areas: if presented && about.TotalMetadataBufferSize > 0 {
                self.areas(about.TotalMetadataBufferSize)?
            } else {
                Vec::new()
            },
            pointer: (about.LastMouseUpdateTime != 0).then_some(PointerPlace {
                visible: place.Visible.as_bool(),
                left: place.Position.x,
                top: place.Position.y,
            }),
            shape: match about.PointerShapeBufferSize {
                0 => None,
                bytes => Some(self.shape(bytes)?),
            },
            protected: about.ProtectedContentMaskedOut.as_bool(),
        }))
    }

    fn read(&mut self, areas: &[Rect], with: &mut dyn FnMut(Surface<'_>)) -> Result<(), Lost> {
        let Some(frame) = self.frame.clone() else { return Ok(()) };
        let (staging, size) = self.staging_for(&frame)?;
        for area in areas.iter().filter_map(|area| area.intersection(&Rect::of(size))) {
            let part = D3D11_BOX {
                left: area.left.into(),
                top: area.top.into(),
                front: 0,
                right: area.right(),
                bottom: area.bottom(),
                back: 1,
            };
            // SAFETY: the part lies within both, which have one size and format.
            unsafe {
                self.context.CopySubresourceRegion(
                    &staging,
                    0,
                    part.left,
                    part.top,
                    0,
                    &frame,
                    0,
                    Some(&raw const part),
                );
            }
        }
        let mut mapped = D3D11_MAPPED_SUBRESOURCE::default();
        // SAFETY: the place lives as long as the call, which waits for the copies.
        unsafe { self.context.Map(&staging, 0, D3D11_MAP_READ, 0, Some(&raw mut mapped)) }?;
        let pitch = usize::try_from(mapped.RowPitch).unwrap_or_default();
        let row = usize::from(size.width) * 4;
        if !mapped.pData.is_null() && pitch >= row {
            let length = pitch * usize::from(size.height.saturating_sub(1)) + row;
            // SAFETY: all rows are mapped, this far apart, until they are given back below; nobody writes to them.
            let bytes = unsafe { std::slice::from_raw_parts(mapped.pData.cast(), length) };
            with(Surface { bytes, pitch });
        }
        // SAFETY: it was mapped above.
        unsafe { self.context.Unmap(&staging, 0) };
        Ok(())
    }
}

impl DxgiMonitor {
    /// Where something was moved to, and what was drawn. Both lists together have so many bytes.
    fn areas(&self, bytes: u32) -> Result<Vec<Edges>, Lost> {
        let room = usize::try_from(bytes.min(MOST_BYTES)).unwrap_or_default();
        let mut moves = vec![DXGI_OUTDUPL_MOVE_RECT::default(); room / size_of::<DXGI_OUTDUPL_MOVE_RECT>() + 1];
        let mut drawn = vec![RECT::default(); room / size_of::<RECT>() + 1];
        let (mut moved_bytes, mut drawn_bytes) = (0, 0);
        let length = |bytes: usize| u32::try_from(bytes).unwrap_or_default();
        // SAFETY: each list has room for as many bytes as the call is told, and lives as long as it.
        unsafe {
            self.duplication.GetFrameMoveRects(
                length(size_of_val(moves.as_slice())),
                moves.as_mut_ptr(),
                &raw mut moved_bytes,
            )?;
            self.duplication.GetFrameDirtyRects(
                length(size_of_val(drawn.as_slice())),
                drawn.as_mut_ptr(),
                &raw mut drawn_bytes,
            )?;
        }
        let count = |bytes: u32, each: usize| usize::try_from(bytes).unwrap_or_default() / each;
        let moves = moves
            .iter()
            .take(count(moved_bytes, size_of::<DXGI_OUTDUPL_MOVE_RECT>()));
        let drawn = drawn.iter().take(count(drawn_bytes, size_of::<RECT>()));
        let all = moves.map(|moved| &moved.DestinationRect).chain(drawn);
        Ok(all
            .map(|rect| Edges {
                left: rect.left,
                top: rect.top,
                right: rect.right,
                bottom: rect.bottom,
            })
            .collect())
    }

    fn shape(&self, bytes: u32) -> Result<RawShape, Lost> {
        let bytes = bytes.min(MOST_BYTES);
        let mut pixels = vec![0_u8; usize::try_from(bytes).unwrap_or_default()];
        let (mut needed, mut about) = (0, DXGI_OUTDUPL_POINTER_SHAPE_INFO::default());
        // SAFETY: there is room for as many bytes as the call is told; all places live as long as it.
        unsafe {
            let room = pixels.as_mut_ptr().cast();
            self.duplication
                .GetFramePointerShape(bytes, room, &raw mut needed, &raw mut about)
        }?;
        let POINT { x, y } = about.HotSpot;
        Ok(RawShape {
            kind: about.Type,
            width: about.Width,
            height: about.Height,
            pitch: about.Pitch,
            hot: (x, y),
            bytes: pixels,
        })
    }

    /// A texture like the frame that the processor can read.
    fn staging_for(&mut self, frame: &ID3D11Texture2D) -> Result<(ID3D11Texture2D, Size), Lost> {
        let mut about = D3D11_TEXTURE2D_DESC::default();
        // SAFETY: the place lives as long as the call.
        unsafe { frame.GetDesc(&raw mut about) };
        // Always so with this way of duplicating, the documentation says.
        if about.Format != DXGI_FORMAT_B8G8R8A8_UNORM {
            return Err(Lost::Unsupported);
        }
        let side = |length: u32| u16::try_from(length).map_err(|_| Lost::Unsupported);
        let size = Size {
            width: side(about.Width)?,
            height: side(about.Height)?,
        };
        if let Some((staging, known)) = &self.staging
            && *known == size
        {
            return Ok((staging.clone(), size));
        }
        let readable = D3D11_TEXTURE2D_DESC {
            MipLevels: 1,
            ArraySize: 1,
            Usage: D3D11_USAGE_STAGING,
            BindFlags: 0,
            CPUAccessFlags: u32::try_from(D3D11_CPU_ACCESS_READ.0).unwrap_or_default(),
            MiscFlags: 0,
            ..about
        };
        let mut staging = None;
        // SAFETY: both places live as long as the call.
        unsafe {
            self.device
                .CreateTexture2D(&raw const readable, None, Some(&raw mut staging))
        }?;
        let staging = staging.ok_or(Lost::Device)?;
        self.staging = Some((staging.clone(), size));
        Ok((staging, size))
    }
}
