/* SPDX-License-Identifier: MIT */
/* Reading the command line by its tables. */
#include "options.h"

#include <string.h>
#include <unistd.h>

#include "options-values.h"
#include "peers-words.h"
#include "runbooks/runbook-options.h"
#include "suggest.h"

/* The arguments that are still to be read. */
struct scan {
    const char *const *arguments;
    int count;
    int next;
    const char *words[2 + OPERANDS_MAX]; /* what is not an option: command and operands */
    int word_count;
    uint64_t seen; /* options that were there, a bit each */
};

static dxaws_error *unknown_option(const char *argument, size_t size)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)size, argument + 2);
    const char *ours = peers_option(name);
    if (ours != NULL) {
        return usage_error("unknown option --%s; use %s", name, ours);
    }
    static const char *const adapters[] = {"dry-run", "lambda", "memory", "record", "replay", NULL};
    for (const char *const *adapter = adapters; *adapter != NULL; adapter++) {
        if (strcmp(name, *adapter) == 0) {
            return usage_error("unknown option --%s; did you mean --adapter %s?", name, name);
        }
    }
    struct suggestion nearest = {.wanted = name};
    for (const struct option *option = options_table; option->name != NULL; option++) {
        suggestion_try(&nearest, option->name);
    }
    return nearest.best ? usage_error("unknown option --%s; did you mean --%s?", name, nearest.best)
                        : usage_error("unknown option --%s; dxaws --help lists them", name);
}

/* "--name", "--name=value" or "--name value". */
static dxaws_error *take_long(struct scan *scan, struct options *options, const char *argument)
{
    size_t size = strcspn(argument + 2, "=");
    const struct option *option = options_table;
    while (option->name != NULL &&
           (strlen(option->name) != size || strncmp(option->name, argument + 2, size) != 0)) {
        option++;
    }
    if (option->name == NULL) {
        return unknown_option(argument, size);
    }
    const char *value = argument[2 + size] == '=' ? argument + 3 + size : NULL;
    if (option->argument == NULL && value != NULL) {
        return usage_error("--%s takes no value; leave it out", option->name);
    }
    /* The next option is not this one's value: "--events --json" would write to a file "--json". */
    if (option->argument != NULL && value == NULL && scan->next < scan->count &&
        strncmp(scan->arguments[scan->next], "--", 2) != 0) {
        value = scan->arguments[scan->next++];
    }
    if (option->argument != NULL && (value == NULL || *value == '\0')) {
        return usage_error("--%s needs a value: --%s=%s", option->name, option->name,
                           option->argument);
    }
    scan->seen |= UINT64_C(1) << option->id;
    return options_take(options, option, value);
}

/* "-qv"; "-o FILE", "-oFILE" */
static dxaws_error *take_letters(struct scan *scan, struct options *options, const char *letters)
{
    for (const char *letter = letters; *letter != '\0'; letter++) {
        const struct option *option = options_table;
        while (option->name != NULL && option->letter != *letter) {
            option++;
        }
        if (option->name == NULL) {
            return usage_error("unknown option -%s; dxaws --help lists them", letters);
        }
        const char *value = NULL;
        if (option->argument != NULL) { /* the rest of the word, or the next one */
            bool more = letter[1] == '\0' && scan->next < scan->count;
            value = more ? scan->arguments[scan->next++] : letter + 1;
            letter += strlen(letter) - 1;
            if (value[0] == '\0' || (more && value[0] == '-')) {
                return usage_error("-%c needs a value: -%c %s", option->letter, option->letter,
                                   option->argument);
            }
        }
        scan->seen |= UINT64_C(1) << option->id;
        dxaws_error *error = options_take(options, option, value);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

/* U+2010 to U+2015, which programs for texts make of two hyphens. */
static bool is_dash(const char *word)
{
    return (unsigned char)word[0] == 0xe2 && (unsigned char)word[1] == 0x80 &&
           (unsigned char)word[2] >= 0x90 && (unsigned char)word[2] <= 0x95;
}

static dxaws_error *take_word(struct scan *scan, const char *word)
{
    enum { WORDS = sizeof scan->words / sizeof scan->words[0] };
    if (scan->word_count == WORDS) {
        return usage_error("\"%.60s\" is one word too many; %d are the most", word, OPERANDS_MAX);
    }
    scan->words[scan->word_count++] = word;
    return NULL;
}

static dxaws_error *unknown_command(const struct scan *scan)
{
    const char *group = NULL;
    const char *wanted = scan->words[0];
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (command->group != NULL && strcmp(command->group, scan->words[0]) == 0) {
            group = command->group;
            wanted = scan->word_count > 1 ? scan->words[1] : NULL;
        }
    }
    const char *ours = wanted && group == NULL ? peers_command(wanted) : NULL;
    if (ours != NULL) {
        return usage_error("unknown command \"%.40s\"; use: dxaws %s", wanted, ours);
    }
    struct suggestion nearest = {.wanted = wanted ? wanted : ""};
    char list[256] = "";
    const char *last = NULL; /* the commands of a group stand together */
    for (const struct command *command = commands; command->name != NULL; command++) {
        const char *name = command->name;
        if (group != NULL) {
            name = command->group != NULL && strcmp(command->group, group) == 0 ? name : NULL;
        } else if (command->group != NULL) {
            name = last == NULL || strcmp(last, command->group) != 0 ? command->group : NULL;
        }
        last = command->group;
        if (name != NULL && command->verb != VERB_COMPLETE) { /* which nobody types */
            suggestion_try(&nearest, name);
            size_t used = strlen(list);
            snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "", name);
        }
    }
    const char *space = group ? " " : "";
    group = group ? group : "";
    if (wanted == NULL) {
        return usage_error("dxaws %s needs a command: %s", group, list);
    }
    return nearest.best ? usage_error("unknown command \"%s%s%.40s\"; did you mean \"%s%s%s\"?",
                                      group, space, wanted, group, space, nearest.best)
                        : usage_error("unknown command \"%s%s%.40s\"; there are: %s", group, space,
                                      wanted, list);
}

/* Sets the command; returns how many words it took, 0 for none. */
static int find_command(const struct scan *scan, struct options *options)
{
    for (const struct command *command = commands; command->name != NULL; command++) {
        int size = command->group ? 2 : 1;
        const char *name = scan->word_count >= size ? scan->words[size - 1] : "";
        if (scan->word_count >= size && strcmp(command->name, name) == 0 &&
            (command->group == NULL || strcmp(command->group, scan->words[0]) == 0)) {
            options->command = command;
            return size;
        }
    }
    return 0;
}

static bool is_group(const char *word)
{
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (command->group != NULL && strcmp(command->group, word) == 0) {
            return true;
        }
    }
    return false;
}

/* How many there may be; adds to @a least those that there must be. */
static int count_operands(const char *operand, int *least)
{
    int count = 0;
    for (const char *word = operand; word != NULL; word = strchr(word, ' ')) {
        word += *word == ' ';
        count++;
        *least += *word != '[';
    }
    return operand != NULL && strstr(operand, "...") != NULL ? OPERANDS_MAX : count;
}

static dxaws_error *take_command(const struct scan *scan, struct options *options)
{
    if (scan->word_count == 0) {
        return options->help || options->version
                   ? NULL
                   : usage_error("no command; begin with: dxaws plan SITE.yaml, or dxaws --help");
    }
    int used = find_command(scan, options);
    if (used == 0) {
        bool group_help = options->help && scan->word_count == 1 && is_group(scan->words[0]);
        options->group = group_help ? scan->words[0] : NULL;
        return group_help ? NULL : unknown_command(scan);
    }
    const struct command *command = options->command;
    const char *group = command->group ? command->group : "";
    const char *space = command->group ? " " : "";
    int least = used;
    int wanted = used + count_operands(command->operand, &least);
    for (int i = used + 1; i < scan->word_count; i++) { /* one alone is a file's name */
        if (is_dash(scan->words[i]) && command->verb != VERB_COMPLETE) {
            return usage_error("\"%.60s\" begins with a long dash, as texts have it; write --%s",
                               scan->words[i], scan->words[i] + 3);
        }
    }
    if (scan->word_count > wanted) {
        return usage_error("dxaws %s%s%s: \"%.60s\" is one word too many; leave it out", group,
                           space, command->name, scan->words[wanted]);
    }
    if (scan->word_count < least && !options->help && !options->version) {
        /* What "dxaws init" writes. */
        bool here = scan->word_count == used && strncmp(command->operand, "SITE.yaml", 9) == 0 &&
                    access("site.yaml", R_OK) == 0;
        return usage_error("dxaws %s%s%s needs %s%s", group, space, command->name, command->operand,
                           here ? ", such as the site.yaml that is here" : "");
    }
    for (int i = used; i < scan->word_count; i++) {
        options->operands[options->operand_count++] = scan->words[i];
        if (scan->words[i][0] == '\0' && command->verb != VERB_COMPLETE) {
            return usage_error("dxaws %s%s%s: a word is empty (\"\"); it needs %s", group, space,
                               command->name, command->operand);
        }
    }
    options->operand = options->operands[0];
    options->second_operand = options->operands[1];
    return NULL;
}

/* Options that the command has no use for are mistakes, not decoration. */
static dxaws_error *check_scope(const struct scan *scan, const struct options *options)
{
    const struct command *command = options->command;
    for (const struct option *option = options_table; option->name != NULL && command; option++) {
        bool given = (scan->seen & UINT64_C(1) << option->id) != 0;
        if (given && option->verbs & (int)command->verb && !option_is_for(option, command)) {
            return usage_error("--%s is for a whole site; leave it out", option->name);
        }
        if (given && !option_is_for(option, command)) {
            return usage_error("--%s has no meaning for dxaws %s%s%s; leave it out", option->name,
                               command->group ? command->group : "", command->group ? " " : "",
                               command->name);
        }
    }
    if (options->base == ADAPTER_REPLAY && options->dry_run) {
        return usage_error("--adapter dry-run: a replay changes nothing anyway; leave it out");
    }
    bool taken = options->json || (command != NULL && command->verb == VERB_EXPORT);
    if (taken && options->events != NULL && strcmp(options->events, "-") == 0) {
        return usage_error("--events - and %s both write to standard output; name a file",
                           options->json ? "--json" : "credentials export");
    }
    bool simulated = command != NULL && (command->verb & VERBS_SIMULATED) != 0;
    bool layered = options->dry_run || options->record_file != NULL;
    if (simulated && (layered || (options->base != 0 && options->base != ADAPTER_MEMORY))) {
        return usage_error(
            "--adapter: dxaws memory %s is of the simulated account; leave it out, or "
            "name one: --adapter memory=FILE",
            command->name);
    }
    if (options->wait_count > 0 && command != NULL && !(command->verb & VERBS_PLANNED)) {
        return usage_error("--timeout %.60s: dxaws %s waits for no such thing; write a duration "
                           "alone, such as --timeout 10m",
                           options->waits[0].kind, command->name);
    }
    if (options->json && options->iam) {
        return usage_error("--iam prints a JSON document of its own; leave --json out");
    }
    if (options->graph != NULL && (options->json || options->iam)) {
        return usage_error("--graph and --%s both write to standard output; leave one out",
                           options->json ? "json" : "iam");
    }
    if (options->external_id != NULL && options->role_arn == NULL) {
        return usage_error("--external-id belongs to a role; add --role-arn=ARN");
    }
    return NULL;
}

/* "dxaws help plan" is "dxaws plan --help". */
static void take_help(struct scan *scan, struct options *options)
{
    if (scan->word_count > 0 && strcmp(scan->words[0], "help") == 0) {
        options->help = true;
        scan->word_count--;
        memmove(scan->words, scan->words + 1, sizeof *scan->words * (size_t)scan->word_count);
    }
}

/* A mistake before it, or after it, is told in the same form. */
static bool wants_json(int count, const char *const *arguments)
{
    for (int i = 0; i < count && strcmp(arguments[i], "--") != 0; i++) {
        if (strcmp(arguments[i], "--json") == 0) {
            return true;
        }
    }
    return false;
}

dxaws_error *options_parse(int count, const char *const *arguments, struct options *options)
{
    *options = (struct options){
        .arguments = arguments, .count = count, .json = wants_json(count, arguments)};
    struct scan scan = {.arguments = arguments, .count = count};
    bool only_words = false;
    while (scan.next < scan.count) {
        const char *argument = scan.arguments[scan.next++];
        dxaws_error *error = NULL;
        if (only_words || argument[0] != '-' || argument[1] == '\0') {
            error = take_word(&scan, argument);
        } else if (strcmp(argument, "--") == 0) {
            only_words = true;
        } else if (argument[1] == '-') {
            error = take_long(&scan, options, argument);
        } else {
            error = take_letters(&scan, options, argument + 1);
        }
        if (error != NULL) {
            return error;
        }
    }
    take_help(&scan, options);
    dxaws_error *error = take_command(&scan, options);
    error = error ? error : check_scope(&scan, options);
    error = error ? error : runbook_options_take(options, scan.seen);
    options->base = options->base ? options->base : ADAPTER_AWS;
    return error;
}
