/* SPDX-License-Identifier: MIT */
/* Folders that cannot be published: each file is named, and what to do. */
#include "folder-fixture.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

/* Makes the one thing that cannot be published. */
static void make_pipe(void)
{
    ck_assert_int_eq(mkfifo(below("site/x"), 0644), 0);
}

static void make_socket(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int own = socket(AF_UNIX, SOCK_STREAM, 0);
    snprintf(address.sun_path, sizeof address.sun_path, "%.60s/x", site);
    ck_assert_int_eq(bind(own, (struct sockaddr *)&address, sizeof address), 0);
    close(own);
}

static void make_device(void)
{
    link_to("/dev/null", "x");
}

/* Reading the first page of a process's memory is a disk error like any other. */
static void make_failing_disk(void)
{
    link_to("/proc/self/mem", "x");
}

static void make_link_out(void)
{
    ck_assert_int_eq(mkdir(below("out"), 0755), 0);
    link_to("../out", "x");
}

static void make_broken_link(void)
{
    link_to("nothing", "x");
}

static void make_circle_of_links(void)
{
    link_to("x", "x");
}

static void make_circle_of_folders(void)
{
    put("x/a", "");
    link_to("..", "x/up");
}

static void make_bad_name(void)
{
    put("x\xff\n\"\\", "");
}

static void make_long_name(void)
{
    char name[1400] = "";
    for (size_t i = 0; i < 6; i++) {
        memset(name + strlen(name), 'k', 200);
        strcat(name, "/");
    }
    strcat(name, "x");
    put(name, "");
}

static void make_deep_folder(void)
{
    char name[600] = "";
    for (size_t i = 0; i < 201; i++) {
        strcat(name, "x/");
    }
    strcat(name, "x");
    put(name, "");
}

static void make_several(void)
{
    put("x\x01", "");
    for (char i = '1'; i < '8'; i++) {
        link_to("nothing", (const char[]){'x', i, '\0'});
    }
}

static const struct {
    void (*make)(void);
    const char *says;
    bool follow;
} refused[] = {
    {make_pipe, "\"x\" is a pipe", false},
    {make_socket, "\"x\" is a socket", false},
    {make_device, "\"x\" is a link out of the folder: `links: follow`", false},
    {make_device, "\"x\" is a device", true},
    {make_failing_disk, "\"x\" cannot be read: Input/output error", true},
    {make_link_out, "\"x\" is a link out", false},
    {make_broken_link, "\"x\" is a link to nothing", false},
    {make_broken_link, "\"x\" is a link to nothing", true},
    {make_circle_of_links, "\"x\" is a link that leads in a circle", false},
    {make_circle_of_folders, "\"x/up\" is a link that leads in a circle", false},
    {make_bad_name, "\"x\\xff\\x0a\\\"\\\\\" is not UTF-8", false},
    {make_long_name, "is longer than 1,024 bytes", false},
    {make_deep_folder, "lies deeper than 200 folders", false},
    {make_several,
     "\"x\\x01\" has a control character, which no page links to; \"x1\" is a link "
     "to nothing: remove it; \"x2\"",
     false},
    {make_several, "; and 3 more", false},
};

START_TEST(what_cannot_be_published_is_named)
{
    struct folder_wish wish = {.path = site, .follow = refused[_i].follow};
    struct content_folder folder = {0};
    json_t *exclude = parse("[\"x*\"]");
    put("index.html", "");
    refused[_i].make();
    ck_refused(folder_read(&wish, NULL, &folder), DXAWS_ERROR_INVALID_ARGUMENT, refused[_i].says);
    ck_assert_ptr_null(folder.files);
    /* and is in nobody's way when it is left out, as the messages advise */
    wish.exclude = exclude;
    if (refused[_i].make != make_long_name) {
        expect_keys(&wish, "index.html ");
    }
    json_decref(exclude);
}
END_TEST

/* Reads the folder as somebody who may not read everything; its exit status says whether it said
 * so. */
static void read_as_nobody(const char *says)
{
    struct folder_wish wish = {.path = site};
    struct content_folder folder = {0};
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0) {
            _exit(2);
        }
        dxaws_error *error = folder_read(&wish, NULL, &folder);
        bool said = error != NULL && strstr(dxaws_error_message(error), says) != NULL;
        dxaws_error_free(error);
        folder_clear(&folder);
        _exit(said ? 0 : 1);
    }
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", says);
}

START_TEST(unreadable_files_are_named)
{
    put("index.html", "");
    put("x/a", "");
    ck_assert_int_eq(chmod(top, 0755), 0);
    ck_assert_int_eq(chmod(below("site/index.html"), 0), 0);
    read_as_nobody("\"index.html\" cannot be read: Permission denied");
    ck_assert_int_eq(chmod(below("site/x"), 0), 0);
    read_as_nobody("\"x\" cannot be read: Permission denied");
    ck_assert_int_eq(chmod(site, 0), 0);
    read_as_nobody("site\" cannot be read: Permission denied");
}
END_TEST

START_TEST(folders_that_are_none)
{
    struct folder_wish wish = {.path = below("none")};
    struct content_folder folder = {0};
    char path[200];
    ck_refused(folder_read(&wish, NULL, &folder), DXAWS_ERROR_INVALID_ARGUMENT, "is not there");
    wish.path = site;
    ck_refused(folder_read(&wish, NULL, &folder), DXAWS_ERROR_INVALID_ARGUMENT,
               "holds nothing to publish");
    put(".hidden", "");
    put("a.html", "");
    json_t *exclude = parse("[\"*\"]");
    wish.exclude = exclude;
    ck_refused(folder_read(&wish, NULL, &folder), DXAWS_ERROR_INVALID_ARGUMENT,
               "holds nothing to publish");
    json_decref(exclude);
    wish.exclude = NULL;
    put("b.html", "");
    wish.most = 1;
    ck_refused(folder_read(&wish, NULL, &folder), DXAWS_ERROR_INVALID_ARGUMENT,
               "has more than 1 files");
    wish.most = 2;
    expect_keys(&wish, "a.html b.html ");
    snprintf(path, sizeof path, "%s/a.html", site);
    wish.path = path;
    ck_refused(folder_read(&wish, NULL, &folder), DXAWS_ERROR_INVALID_ARGUMENT, "is a file");
}
END_TEST

/* A clock that writes to a file whenever somebody looks at it. */
static int changing = -1;
static int vanishing; /* at which look at the clock the whole file does; 0: at none */

static int64_t change_and_tell(void *self)
{
    (void)self;
    if (vanishing > 0 && --vanishing == 0) {
        unlink(below("site/b.html"));
    }
    if (changing >= 0) {
        ck_assert_int_eq(ftruncate(changing, 10), 0);
        ck_assert_int_eq(write(changing, "x", 1), 1);
    }
    return 0;
}

static void no_sleep(void *self, int64_t ms)
{
    (void)self;
    (void)ms;
}

START_TEST(a_file_that_changes_is_named)
{
    static const dxaws_clock_ops ops = {
        sizeof ops, change_and_tell, change_and_tell, no_sleep, NULL, NULL};
    struct folder_wish wish = {.path = site};
    struct content_folder folder = {0};
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    put("a.html", "0123456789");
    put("b.html", "0123456789");
    ck_ok(dxaws_context_set_clock(context, &ops, NULL));
    dxaws_context_set_timeout_ms(context, 1000); /* so that its clock is looked at */
    ck_ok(folder_read(&wish, context, &folder));
    folder_clear(&folder);
    changing = open(below("site/b.html"), O_WRONLY | O_APPEND);
    ck_assert_int_ge(changing, 0);
    ck_refused(folder_read(&wish, context, &folder), DXAWS_ERROR_INVALID_STATE,
               "is being written; publish when that has ended: \"b.html\" changed");
    close(changing);
    changing = -1;
}
END_TEST

START_TEST(a_file_that_vanishes_is_named)
{
    static const dxaws_clock_ops ops = {
        sizeof ops, change_and_tell, change_and_tell, no_sleep, NULL, NULL};
    struct folder_wish wish = {.path = site};
    struct content_folder folder = {0};
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    bool said = false;
    put("a.html", "0123456789");
    ck_ok(dxaws_context_set_clock(context, &ops, NULL));
    dxaws_context_set_timeout_ms(context, 1000);
    for (int look = 1; look < 20 && !said;
         look++) { /* until it is one between walking and reading */
        put("b.html", "0123456789");
        vanishing = look;
        dxaws_error *error = folder_read(&wish, context, &folder);
        said = error != NULL && strstr(dxaws_error_message(error), "\"b.html\" vanished") != NULL;
        dxaws_error_free(error);
        folder_clear(&folder);
    }
    ck_assert(said);
    vanishing = 0;
}
END_TEST

START_TEST(reading_is_cancelled)
{
    struct folder_wish wish = {.path = site};
    struct content_folder folder = {0};
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    put("a.html", "");
    dxaws_context_cancel(context);
    ck_refused(folder_read(&wish, context, &folder), DXAWS_ERROR_CANCELLED, "");
}
END_TEST

#define ROWS(table) ((int)(sizeof(table) / sizeof *(table)))

int main(void)
{
    TCase *cases = tcase_create("all");
    tcase_add_checked_fixture(cases, begin, end);
    tcase_add_loop_test(cases, what_cannot_be_published_is_named, 0, ROWS(refused));
    tcase_add_test(cases, unreadable_files_are_named);
    tcase_add_test(cases, folders_that_are_none);
    tcase_add_test(cases, a_file_that_changes_is_named);
    tcase_add_test(cases, a_file_that_vanishes_is_named);
    tcase_add_test(cases, reading_is_cancelled);
    return run_suite("content refusals", cases);
}
