// A window over the whole screen of a Windows that notes in a file what reaches it, and shows what is typed. tests/windows.sh makes it.
//
//   typewriter.exe FILE
//
// A line each: `key VIRTUALKEY SCANCODE` (both hexadecimal, the scancode with 1 before it where it is extended), `up VIRTUALKEY`,
// `char CODE` (a unit of UTF-16, hexadecimal), `click X Y`, `wheel ROTATION`.
#include <stdio.h>
#include <windows.h>

static FILE *file;
static WCHAR typed[256];
static int length;

#define NOTE(...) (fprintf(file, __VA_ARGS__), fflush(file))

static LRESULT CALLBACK receive(HWND window, UINT message, WPARAM first, LPARAM second) {
    switch (message) {
    case WM_KEYDOWN:
    case WM_SYSKEYDOWN:
        NOTE("key %02X %02X\n", (unsigned)first, (unsigned)(second >> 16 & 0x1FF));
        break;
    case WM_KEYUP:
    case WM_SYSKEYUP:
        NOTE("up %02X\n", (unsigned)first);
        break;
    case WM_CHAR:
    case WM_SYSCHAR:
        NOTE("char %04X\n", (unsigned)first);
        if (length < 256) typed[length++] = (WCHAR)first;
        InvalidateRect(window, NULL, TRUE);
        return 0;
    case WM_LBUTTONDOWN:
        NOTE("click %d %d\n", (short)LOWORD(second), (short)HIWORD(second));
        return 0;
    case WM_MOUSEWHEEL:
        NOTE("wheel %d\n", (short)HIWORD(first));
        return 0;
    case WM_PAINT: {
        PAINTSTRUCT paint;
        HDC context = BeginPaint(window, &paint);
        TextOutW(context, 40, 40, typed, length);
        EndPaint(window, &paint);
        return 0;
    }
    case WM_DESTROY:
        PostQuitMessage(0);
        return 0;
    }
    return DefWindowProcW(window, message, first, second);
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR name, int show) {
    (void)before, (void)show;
    file = _wfopen(name, L"w");
    if (!file) return 1;
    WNDCLASSW class = {
        .lpfnWndProc = receive,
        .hInstance = instance,
        .hCursor = LoadCursorW(NULL, (PCWSTR)IDC_ARROW),
        .hbrBackground = (HBRUSH)(COLOR_INFOBK + 1),
        .lpszClassName = L"typewriter",
    };
    RegisterClassW(&class);
    HWND window = CreateWindowW(L"typewriter", L"Typewriter", WS_POPUP | WS_VISIBLE, 0, 0, GetSystemMetrics(SM_CXSCREEN),
                                GetSystemMetrics(SM_CYSCREEN), NULL, NULL, instance, NULL);
    SetForegroundWindow(window);
    MSG message;
    while (GetMessageW(&message, NULL, 0, 0) > 0) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
        if (GetFocus() == window && !ftell(file)) NOTE("ready\n");
    }
    return 0;
}
