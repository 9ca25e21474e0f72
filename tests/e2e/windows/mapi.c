// Stands in for Windows' mail programs (Simple MAPI): notes on drive C: what mail it was asked to show, and answers with the number in
// LIFELINE_TEST_MAPI. tests/windows.sh makes it.
#include <windows.h>

#include <mapi.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    ULONG reserved, flags, position;
    PWSTR path, name;
    PVOID type;
} File;

typedef struct {
    ULONG reserved, class;
    PWSTR name, address;
    ULONG length;
    PVOID entry;
} Person;

typedef struct {
    ULONG reserved;
    PWSTR subject, text, type, received, thread;
    FLAGS flags;
    Person *sender;
    ULONG people;
    Person *to;
    ULONG count;
    File *files;
} Mail;

__declspec(dllexport) ULONG WINAPI MAPISendMailW(LHANDLE session, ULONG_PTR window, Mail *mail, FLAGS flags, ULONG reserved) {
    (void)session, (void)window, (void)flags, (void)reserved;
    FILE *file = _wfopen(L"C:\\mail.txt", L"w, ccs=UTF-8");
    if (!file) return MAPI_E_DISK_FULL;
    fwprintf(file, L"to %ls\nsubject %ls\nfile %ls\n", mail->people ? mail->to[0].address : L"nobody", mail->subject,
             mail->count ? mail->files[0].path : L"none");
    fclose(file);
    const char *answer = getenv("LIFELINE_TEST_MAPI");
    return answer ? (ULONG)atoi(answer) : SUCCESS_SUCCESS;
}
