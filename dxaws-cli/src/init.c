/* SPDX-License-Identifier: MIT */
/* A manifest to begin with: what is required, and all else as comments. Made from the table of
 * fields, so that it never lacks one. */
#include "run.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <dxaws/extend/error.h>

#include "error-codes.h"
#include "failure.h"
#include "manifest.h"
#include "output/terminal.h"

enum { WIDTH = 78, SITE_MAX = 40 };

#define FILE_NAME "site.yaml"
#define DOMAIN "www.example.com"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"

/* What is to be in the file instead of the examples: what --set said. */
struct template
{
    struct yaml_tree sets;
    char site[SITE_MAX + 1]; /* of the domain's name */
};

/* Words, each line of them a comment. */
static void print_comment(FILE *stream, const char *indent, const char *text)
{
    size_t column = 0;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column > 0 && column + 1 + word > WIDTH) {
            fputc('\n', stream);
            column = 0;
        }
        column += (size_t)fprintf(stream, "%s%s%.*s", column ? "" : indent, column ? " " : "# ",
                                  (int)word, text);
        text += word + (text[word] == ' ');
    }
    fputc('\n', stream);
}

static const struct yaml_node *set_node(const struct template *template, const char *path)
{
    const char *dot = strchr(path, '.');
    char *section = dot ? strndup(path, (size_t)(dot - path)) : NULL;
    const struct yaml_node *map = template->sets.root;
    map = section ? yaml_member(map, section) : map;
    free(section);
    return map ? yaml_member(map, dot ? dot + 1 : path) : NULL;
}

/* As it is written when that means the same, or else as JSON, which is YAML, too. */
static void print_value(FILE *stream, const struct yaml_node *node)
{
    struct yaml_tree plain = {.root = NULL};
    if (node->kind == YAML_TEXT && node->text[0] != '\0') {
        dxaws_error_free(yaml_parse("--set", node->text, strlen(node->text), &plain));
    }
    bool same = plain.root != NULL && plain.root->kind == YAML_TEXT && plain.root->text != NULL &&
                strcmp(plain.root->text, node->text) == 0;
    json_t *value = same ? NULL : yaml_json(node);
    char *text = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
    fputs(same ? node->text : text ? text : "null", stream);
    free(text);
    json_decref(value);
    if (plain.root != NULL) {
        yaml_clear(&plain);
    }
}

static const char *usual_of(const struct field *field)
{
    return field->usual ? field->usual : field->example;
}

/* Deprecated ones and the version are there when they are asked for, and the members of a section's
 * section in its value. */
static bool is_shown(const struct field *field, const struct yaml_node *node)
{
    const char *dot = strchr(field->path, '.');
    if (dot != NULL && strchr(dot + 1, '.') != NULL) {
        return false;
    }
    return field->type != FIELD_LATER && (node != NULL || usual_of(field) != NULL);
}

static void print_field(FILE *stream, const struct template *template, const struct field *field)
{
    const struct yaml_node *node = set_node(template, field->path);
    const char *dot = strchr(field->path, '.');
    const char *name = dot ? dot + 1 : field->path;
    const char *mark = node != NULL || field->required ? "" : "#";
    if (!is_shown(field, node)) {
        return;
    }
    print_comment(stream, dot ? "  " : "", field->help);
    fprintf(stream, "%s%s%s: ", mark, dot ? "  " : "", name);
    if (node != NULL) {
        print_value(stream, node);
    } else {
        fputs(strcmp(field->path, "site") == 0 ? template->site : usual_of(field), stream);
    }
    fputs(field->required ? "\n" : "\n\n", stream);
}

static void print_template(FILE *stream, const struct template *template)
{
    print_comment(stream, "",
                  "A static website on AWS: what it should be. \"dxaws plan\" shows what would be "
                  "done, \"dxaws apply\" does it. What is commented out is a default or an "
                  "example.");
    fputc('\n', stream);
    for (const struct field *field = manifest_fields; field->path != NULL; field++) {
        if (field->type != FIELD_SECTION || strchr(field->path, '.') != NULL) {
            print_field(stream, template, field);
            fputs(field->required && !field[1].required ? "\n" : "", stream);
            continue;
        }
        bool open = yaml_member(template->sets.root, field->path) != NULL;
        print_comment(stream, "", field->help);
        fprintf(stream, "%s%s:\n", open ? "" : "#", field->path);
    }
}

/* The domain that --set names, or the example. */
static const char *domain_of(const struct template *template)
{
    const struct yaml_node *node = yaml_member(template->sets.root, "domain");
    return node && node->text ? node->text : DOMAIN;
}

/* The site's name: the first label of its domain that is no "www". */
static void name_site(struct template *template)
{
    const char *domain = domain_of(template);
    domain += strncasecmp(domain, "www.", 4) == 0 ? 4 : 0;
    size_t size = strcspn(domain, ".");
    bool fits = size <= SITE_MAX && isalpha((unsigned char)*domain) &&
                strspn(domain, LETTERS) >= size && domain[size - 1] != '-' &&
                strncasecmp(domain, "xn--", 4) != 0; /* no bucket may begin so */
    snprintf(template->site, sizeof template->site, "%.*s", fits ? (int)size : 7,
             fits ? domain : "example");
    for (char *letter = template->site; *letter != '\0'; letter++) {
        *letter = (char)tolower((unsigned char)*letter);
    }
}

/* The text, checked as any manifest is. */
static dxaws_error *compose(const struct options *options, char **text)
{
    struct template template = {.sets = {.root = yaml_map_new("--set")}};
    struct yaml_tree made = {.root = NULL};
    json_t *document = NULL;
    size_t size;
    FILE *stream = open_memstream(text, &size);
    dxaws_error *error = stream && template.sets.root ? NULL : dxaws_error_out_of_memory();
    for (size_t i = 0; error == NULL && i < options->set_count; i++) {
        error = manifest_set(&template.sets, options->sets[i]);
    }
    if (error == NULL) {
        name_site(&template);
        print_template(stream, &template);
    }
    if (stream != NULL && fclose(stream) != 0 && error == NULL) {
        error = dxaws_error_out_of_memory();
    }
    error = error ? error : yaml_parse(FILE_NAME, *text, size, &made);
    for (size_t i = 0; error == NULL && i < options->set_count; i++) {
        error = manifest_set(&made, options->sets[i]);
    }
    error = error ? error : manifest_check(&made, NULL, NULL, &document);
    json_decref(document);
    if (made.root != NULL) {
        yaml_clear(&made);
    }
    if (template.sets.root != NULL) {
        yaml_clear(&template.sets);
    }
    return error;
}

/* Nothing that is there is written over. */
static dxaws_error *write_new(const char *path, const char *text)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    int reason = file < 0 ? errno : 0;
    size_t size = strlen(text);
    if (file >= 0) {
        reason = write(file, text, size) == (ssize_t)size ? 0 : errno ? errno : EIO;
        reason = close(file) == 0 || reason != 0 ? reason : errno;
        if (reason != 0) {
            unlink(path);
        }
    }
    if (reason == 0) {
        return NULL;
    }
    dxaws_error *error =
        reason == EEXIST
            ? dxaws_error_new(DXAWS_ERROR_REFUSED, "cli", DXAWS_CLI_ERROR_FILE,
                              "there is such a file, and it stays as it is; name another one: "
                              "dxaws init FILE")
            : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_FILE,
                              "the manifest cannot be written there: %s", strerror(reason));
    dxaws_error_set_place(error, path, 0, 0);
    return error;
}

/* What --set said of a key, or NULL. */
static const char *set_text(const struct options *options, const char *key)
{
    size_t size = strlen(key);
    const char *text = NULL;
    for (size_t i = 0; i < options->set_count; i++) {
        bool meant = strncmp(options->sets[i], key, size) == 0 && options->sets[i][size] == '=';
        text = meant ? options->sets[i] + size + 1 : text;
    }
    return text;
}

static void print_next(const struct run *run, const char *path)
{
    const char *domain = set_text(run->options, "domain");
    const char *zone = strchr(domain ? domain : DOMAIN, '.');
    zone = zone && strchr(zone + 1, '.') ? zone + 1 : domain; /* that of its parent */
    print_safely(stdout, path);
    fputs(domain ? " is written. To see what would be made:\n"
                 : " is written. Put your names for site and domain in it; to see what would be "
                   "made:\n",
          stdout);
    fputs("    dxaws plan", stdout);
    failure_print_word(stdout, path);
    fputs("\nWithout an AWS account, on a simulated one:\n    dxaws memory zone", stdout);
    failure_print_word(stdout, zone);
    fputs("\n    dxaws plan", stdout);
    failure_print_word(stdout, path);
    fputs(" --adapter memory\n", stdout);
}

dxaws_error *init_run(struct run *run)
{
    const char *operand = run->options->operand ? run->options->operand : FILE_NAME;
    struct stat about;
    char *path = NULL;
    char *text = NULL;
    bool folder = stat(operand, &about) == 0 && S_ISDIR(about.st_mode);
    if (asprintf(&path, "%s%s", operand, folder ? "/" FILE_NAME : "") < 0) {
        return dxaws_error_out_of_memory();
    }
    dxaws_error *error = compose(run->options, &text);
    error = error ? error : write_new(path, text);
    if (error == NULL && run->options->json) {
        error = run_print_json(run, "dxaws.init/1", json_pack("{ss}", "file", path));
    } else if (error == NULL) {
        print_next(run, path);
    }
    free(text);
    free(path);
    return error;
}
