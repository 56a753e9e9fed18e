/*
 * The holder: a program inside each machine that keeps the machine's terminals, so that shells outlive the broker
 * that shows them. It opens pseudo-terminals, remembers the last bytes that each has printed, and hands them to
 * whichever broker listens. Bytes are never looked at: what a program sees is the kernel's own terminal.
 *
 *   holder FOLDER                     FOLDER/s is the broker's socket
 *   holder connect PORT ADDRESS...    another duty, done as the student: see "A port"
 *
 * The holder dials and the broker listens, never the other way round: the folder is the host's and read-only here,
 * so nothing in the machine can lead the broker anywhere. When there is no socket, or nobody answers, the holder
 * waits and dials again; the programs run on meanwhile, and the oldest of what they print is forgotten.
 *
 * The wire is described in packages/sandbox/src/holder/wire.ts. Everything is one thread and one poll(), and one file,
 * to be read from top to bottom: what runs as root in every machine should be easy to look through.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* ---- Numbers that both ends of the wire know --------------------------------------------------------------- */

enum {
    VERSION = 1,
    MOST_TERMINALS = 64,
    ID_BYTES = 16,
    NAME_BYTES = 40,
    NOTE_BYTES = 1024,
    CHECKPOINT_BYTES = 1024 * 1024,
    RING_BYTES = 256 * 1024,   /* output that is kept of each terminal */
    WINDOW_BYTES = 128 * 1024, /* output that a broker has not acknowledged; the program waits at its end */
    INPUT_BYTES = 128 * 1024,  /* input that a program has not taken; the broker waits at its end */
    PIECE_BYTES = 32 * 1024,   /* output or checkpoint in one frame */
    FRAME_BYTES = 64 * 1024,   /* the largest frame */
};

enum to_holder { OPEN = 1, ATTACH, INPUT, RESIZE, ACK, KILL, NOTE, CHECKPOINT, ASK };
enum to_broker {
    HELLO = 0x81, TERMINAL, READY, ATTACHED, HELD_CHECKPOINT, OUTPUT, TAKEN, EXIT, REFUSED, FOREGROUND, GONE
};

/* ---- Numbers of its own ------------------------------------------------------------------------------------- */

enum {
    OUT_BYTES = 192 * 1024,
    OUT_FULL = 64 * 1024,     /* no more output is put in front of the socket than this */
    ANSWER_ROOM = 8 * 1024,   /* no frame is read while there is less room than this for its answer */
    TURN_BYTES = 64 * 1024,   /* read from one terminal before the others have their turn */
    LAST_WORDS = 128 * 1024,  /* printed after the shell has ended: more than the kernel holds back */
    LAST_ROUNDS = 64,         /* of reading from a broker that has gone: more than a socket holds */
    TAKEN_EVERY = 32 * 1024,
    TAKEN_MS = 20,            /* so the echo of a key goes alone, and goes first */
    HANG_UP_MS = 2000,
    DIAL_FIRST_MS = 20,
    DIAL_LAST_MS = 1000,
};

struct terminal {
    uint8_t id[ID_BYTES];
    char name[NAME_BYTES + 1];
    pid_t pid;                /* 0: the shell has ended */
    int status;
    int master, slave;        /* -1: all that it printed is in the ring. Our slave keeps the master from hanging up */
    uint16_t cols, rows;
    uint8_t *ring;
    uint64_t end, sent, acked, last; /* numbers of bytes since the opening; `last`: none is read beyond it */
    uint8_t *input;
    size_t input_at, input_length, input_older; /* older: queued for an earlier broker, which counts no more */
    uint64_t taken, taken_told;
    int64_t taken_at, kill_at; /* when to tell, when to end it for good; 0: not */
    bool attached, told;      /* told: that the shell has ended */
    bool killed, answer;      /* answer: this broker waits for GONE */
    uint8_t note[NOTE_BYTES];
    size_t note_length;
    struct checkpoint {
        uint64_t seq;
        uint16_t cols, rows;
        uint32_t total, length;
        uint8_t *bytes;       /* NULL: none */
    } checkpoint, arriving;
    uint32_t checkpoint_sent;
};

static struct terminal *terminals[MOST_TERMINALS]; /* in the order in which they were opened */
static int count;
static int turn;              /* whose output goes first */
static int connection = -1;
static int64_t dial_at, connected_at;
static int dial_ms = DIAL_FIRST_MS;
static struct sockaddr_un address = {.sun_family = AF_UNIX};
static uint8_t in[FRAME_BYTES + 4];
static size_t in_length;
static bool in_waits;         /* whole frames may be in it that wait for room in `out` */
static uint8_t out[OUT_BYTES];
static size_t out_at, out_length;

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static uint64_t start_of(const struct terminal *t) { return t->end > RING_BYTES ? t->end - RING_BYTES : 0; }

/* ---- Frames to the broker ----------------------------------------------------------------------------------- */

static uint8_t *put(uint8_t *to, uint64_t number, int bytes) {
    for (int i = bytes - 1; i >= 0; i--, number >>= 8) to[i] = (uint8_t)number;
    return to + bytes;
}

static size_t out_room(void) {
    if (out_at > 0) {
        memmove(out, out + out_at, out_length);
        out_at = 0;
    }
    return OUT_BYTES - out_length;
}

/* Begins a frame with this many bytes of body; the caller fills them. There is always room: see obey_all. */
static uint8_t *frame(int type, size_t body) {
    out_room();
    uint8_t *at = out + out_length;
    out_length += 5 + body;
    return put(put(at, body + 1, 4), (uint64_t)type, 1);
}

static uint8_t *frame_of(int type, const uint8_t *id, size_t body) {
    uint8_t *at = frame(type, ID_BYTES + body);
    memcpy(at, id, ID_BYTES);
    return at + ID_BYTES;
}

__attribute__((format(printf, 2, 3))) static void refuse(const uint8_t *id, const char *format, ...) {
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    memcpy(frame_of(REFUSED, id, strlen(text)), text, strlen(text));
}

static void greet(void) {
    put(frame(HELLO, 4), VERSION, 4);
    for (int i = 0; i < count; i++) {
        struct terminal *t = terminals[i];
        if (t->killed) continue;
        size_t name = strlen(t->name);
        uint8_t *at = put(frame_of(TERMINAL, t->id, 2 + name + t->note_length), name, 2);
        memcpy(at, t->name, name);
        memcpy(at + name, t->note, t->note_length);
    }
    frame(READY, 0);
}

/* Everything is sent from the oldest byte on; the checkpoint goes before. */
static void attach(struct terminal *t) {
    t->attached = true;
    t->told = false;
    t->sent = t->acked = start_of(t);
    t->taken = t->taken_told = 0;
    t->input_older = t->input_length;
    t->checkpoint_sent = 0;
    uint8_t *at = frame_of(ATTACHED, t->id, 24);
    at = put(put(at, t->sent, 8), t->end, 8);
    at = put(put(at, t->cols, 2), t->rows, 2);
    put(at, t->checkpoint.bytes ? t->checkpoint.total : 0, 4);
}

static void detach(struct terminal *t) {
    t->attached = t->answer = false;
    t->taken_at = 0;
    free(t->arriving.bytes);
    t->arriving.bytes = NULL;
}

static int later(int ms) { return ms * 2 < DIAL_LAST_MS ? ms * 2 : DIAL_LAST_MS; }

static void disconnect(void) {
    close(connection);
    connection = -1;
    in_length = out_at = out_length = 0;
    in_waits = false;
    for (int i = 0; i < count; i++) detach(terminals[i]);
    int64_t now = now_ms();
    /* A broker that listens and refuses us is not asked a thousand times a second. */
    dial_ms = now - connected_at > DIAL_LAST_MS ? DIAL_FIRST_MS : later(dial_ms);
    dial_at = now + dial_ms;
}

static void dial(void) {
    connection = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    connected_at = now_ms();
    if (connection >= 0 && connect(connection, (struct sockaddr *)&address, sizeof address) == 0) {
        greet();
        return;
    }
    if (connection >= 0) close(connection);
    connection = -1;
    dial_at = connected_at + dial_ms;
    dial_ms = later(dial_ms);
}

/* ---- Terminals ---------------------------------------------------------------------------------------------- */

static void forget(struct terminal *t) {
    int i = 0;
    while (terminals[i] != t) i++;
    memmove(terminals + i, terminals + i + 1, (size_t)(--count - i) * sizeof *terminals);
    if (t->master >= 0) close(t->master); /* what is left on the terminal is hung up by the kernel */
    if (t->slave >= 0) close(t->slave);
    free(t->checkpoint.bytes);
    free(t->arriving.bytes);
    munmap(t->ring, RING_BYTES + INPUT_BYTES);
    free(t);
}

static struct terminal *find(const uint8_t *id) {
    for (int i = 0; i < count; i++)
        if (memcmp(terminals[i]->id, id, ID_BYTES) == 0) return terminals[i];
    return NULL;
}

static void tell_exit(struct terminal *t) {
    if (!t->attached || t->told) return;
    t->told = true;
    bool signalled = WIFSIGNALED(t->status);
    put(put(frame_of(EXIT, t->id, 2), signalled, 1),
        (uint64_t)(signalled ? WTERMSIG(t->status) : WEXITSTATUS(t->status)), 1);
}

/* The shell has ended and all that it printed is in the ring. */
static void finish(struct terminal *t) {
    close(t->master);
    close(t->slave);
    t->master = t->slave = -1;
    t->input_length = 0;
}

static void bury(struct terminal *t) {
    if (t->answer) frame_of(GONE, t->id, 0);
    forget(t);
}

static void hang_up(struct terminal *t) {
    if (t->killed) return;
    t->killed = t->answer = true;
    if (t->pid == 0) {
        bury(t);
        return;
    }
    t->kill_at = now_ms() + HANG_UP_MS;
    kill(t->pid, SIGHUP);
    kill(t->pid, SIGCONT); /* one that was stopped would not hear it */
}

static void reap(void) {
    for (int i = count - 1; i >= 0; i--) {
        struct terminal *t = terminals[i];
        if (t->pid == 0 || waitpid(t->pid, &t->status, WNOHANG) != t->pid) continue;
        t->pid = 0;
        t->last = t->end + LAST_WORDS;
        if (t->killed) bury(t);
    }
}

/* How much of its output may be read now. */
static size_t output_room(const struct terminal *t) {
    if (t->master < 0 || t->killed) return 0;
    size_t room = RING_BYTES;
    if (t->attached) room = t->end - t->acked < WINDOW_BYTES ? WINDOW_BYTES - (t->end - t->acked) : 0;
    return least(room, t->last - t->end);
}

static void read_program(struct terminal *t) {
    for (size_t total = 0; total < TURN_BYTES;) {
        size_t at = t->end % RING_BYTES;
        size_t room = least(output_room(t), RING_BYTES - at);
        if (room == 0) break;
        ssize_t got = read(t->master, t->ring + at, room);
        if (got < 0 && errno == EINTR) continue;
        if (got > 0) {
            t->end += (uint64_t)got;
            total += (size_t)got;
            continue;
        }
        /* Before the kernel says that there is nothing it delivers all that was printed: this is the end. */
        if (t->pid == 0) finish(t);
        return;
    }
    if (t->pid == 0 && t->master >= 0 && t->end == t->last) finish(t); /* something else prints on and on */
}

static void write_program(struct terminal *t) {
    while (t->input_length > 0 && t->master >= 0) {
        ssize_t taken = write(t->master, t->input + t->input_at, t->input_length);
        if (taken < 0 && errno == EINTR) continue;
        if (taken <= 0) return;
        t->input_at += (size_t)taken;
        t->input_length -= (size_t)taken;
        size_t older = least((size_t)taken, t->input_older);
        t->input_older -= older;
        t->taken += (size_t)taken - older;
        if (t->attached && t->taken_at == 0) t->taken_at = now_ms() + TAKEN_MS;
    }
    t->input_at = 0;
}

/* False: more than the broker may send before it is taken. */
static bool queue_input(struct terminal *t, const uint8_t *bytes, size_t length) {
    if (t->master < 0) return true;
    if (length > INPUT_BYTES - t->input_length) return false;
    if (t->input_at + t->input_length + length > INPUT_BYTES) {
        memmove(t->input, t->input + t->input_at, t->input_length);
        t->input_at = 0;
    }
    memcpy(t->input + t->input_at + t->input_length, bytes, length);
    t->input_length += length;
    write_program(t);
    return true;
}

static void tell_foreground(const struct terminal *t) {
    pid_t group = 0;
    char path[64], program[16];
    ssize_t length = 0;
    if (t->master >= 0 && ioctl(t->master, TIOCGPGRP, &group) == 0 && group > 0) {
        snprintf(path, sizeof path, "/proc/%d/comm", (int)group);
        int file = open(path, O_RDONLY | O_CLOEXEC);
        if (file >= 0) {
            length = read(file, program, sizeof program);
            close(file);
        }
    }
    if (length > 0 && program[length - 1] == '\n') length--;
    if (length < 0) length = 0;
    uint8_t shell = group > 0 ? t->pid != 0 && group == t->pid : 2;
    memcpy(put(frame_of(FOREGROUND, t->id, 1 + (size_t)length), shell, 1), program, (size_t)length);
}

/* ---- Opening one -------------------------------------------------------------------------------------------- */

struct request {
    const uint8_t *id;
    uint16_t cols, rows;
    char *name, *user, *argv[64], *env[128];
};

/* Becomes the user's program. Like the engine's exec: the environment that the image gives, and what is asked for. */
static void become(const struct request *r, const struct passwd *user, int slave, int failure) {
    sigset_t none;
    sigemptyset(&none);
    for (int signal_number = 1; signal_number < NSIG; signal_number++) signal(signal_number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (setsid() < 0 || ioctl(slave, TIOCSCTTY, 0) < 0) goto failed;
    for (int fd = 0; fd < 3; fd++)
        if (dup2(slave, fd) < 0) goto failed; /* all else closes at exec */
    umask(022);
    if (initgroups(user->pw_name, user->pw_gid) < 0 || setgid(user->pw_gid) < 0 || setuid(user->pw_uid) < 0)
        goto failed;
    if (chdir(user->pw_dir) < 0 && chdir("/") < 0) goto failed;
    for (char *const *one = r->env; *one; one++)
        if (putenv(*one) != 0) goto failed;
    execv(r->argv[0], r->argv);
failed:
    if (write(failure, &errno, sizeof errno) < 0) _exit(126);
    _exit(127);
}

/* Gives 0, or the error that kept the program from starting. */
static int start(struct terminal *t, const struct request *r, const struct passwd *user) {
    int failure[2], error = 0;
    if (pipe2(failure, O_CLOEXEC) < 0) return errno;
    t->pid = fork();
    if (t->pid == 0) become(r, user, t->slave, failure[1]);
    if (t->pid < 0) error = errno;
    close(failure[1]);
    if (error == 0 && read(failure[0], &error, sizeof error) > 0) waitpid(t->pid, NULL, 0);
    close(failure[0]);
    return error;
}

/* A pseudo-terminal that belongs to the user, as after a login. */
static bool open_pty(struct terminal *t, const struct passwd *user) {
    t->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (t->master < 0 || grantpt(t->master) < 0 || unlockpt(t->master) < 0) return false;
    const char *path = ptsname(t->master);
    t->slave = path ? open(path, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
    if (t->slave < 0 || fchown(t->slave, user->pw_uid, (gid_t)-1) < 0) return false;
    struct termios settings;
    if (tcgetattr(t->slave, &settings) < 0) return false;
    settings.c_iflag |= IUTF8; /* Backspace takes back a character, not half of one */
    struct winsize size = {.ws_col = t->cols, .ws_row = t->rows};
    return tcsetattr(t->slave, TCSANOW, &settings) == 0 && ioctl(t->master, TIOCSWINSZ, &size) == 0;
}

static void open_terminal(const struct request *r) {
    if (count == MOST_TERMINALS) {
        refuse(r->id, "there are %d terminals, the most that a machine may have", MOST_TERMINALS);
        return;
    }
    const struct passwd *user = getpwnam(r->user);
    if (!user) {
        refuse(r->id, "no user %s in /etc/passwd", r->user);
        return;
    }
    struct terminal *t = calloc(1, sizeof *t);
    /* The kernel gives memory for the pages that are used, so rings grow by themselves. */
    uint8_t *memory = t ? mmap(NULL, RING_BYTES + INPUT_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                        : MAP_FAILED;
    if (memory == MAP_FAILED) {
        free(t);
        refuse(r->id, "no memory for another terminal");
        return;
    }
    t->ring = memory;
    t->input = memory + RING_BYTES;
    t->last = UINT64_MAX;
    t->master = t->slave = -1;
    t->cols = r->cols;
    t->rows = r->rows;
    memcpy(t->id, r->id, ID_BYTES);
    strcpy(t->name, r->name);
    terminals[count++] = t;
    int error = open_pty(t, user) ? start(t, r, user) : errno;
    if (error == 0) {
        attach(t);
    } else {
        refuse(r->id, "%s: %s", r->argv[0], strerror(error));
        forget(t);
    }
}

/* ---- Frames from the broker --------------------------------------------------------------------------------- */

struct reader {
    uint8_t *at, *end;
    bool bad; /* there was less than was asked for */
};

static uint64_t number(struct reader *r, int bytes) {
    uint64_t value = 0;
    if (r->end - r->at < bytes) {
        r->bad = true;
        return 0;
    }
    while (bytes-- > 0) value = value << 8 | *r->at++;
    return value;
}

/* A string with its end marked, made in place of its length. */
static char *string(struct reader *r) {
    size_t length = (size_t)number(r, 2);
    if (r->bad || (size_t)(r->end - r->at) < length) {
        r->bad = true;
        return "";
    }
    char *text = (char *)r->at - 1;
    memmove(text, r->at, length);
    text[length] = 0;
    r->at += length;
    return text;
}

static void strings(struct reader *r, char **list, size_t room) {
    size_t length = (size_t)number(r, 2);
    if (length >= room) r->bad = true;
    for (size_t i = 0; i < length && !r->bad; i++) list[i] = string(r);
}

static bool on_open(const uint8_t *id, struct reader *r) {
    static struct request request;
    request = (struct request){.id = id};
    request.cols = (uint16_t)number(r, 2);
    request.rows = (uint16_t)number(r, 2);
    request.name = string(r);
    request.user = string(r);
    strings(r, request.argv, sizeof request.argv / sizeof *request.argv);
    strings(r, request.env, sizeof request.env / sizeof *request.env);
    if (r->bad || !request.argv[0] || strlen(request.name) > NAME_BYTES || find(id)) return false;
    open_terminal(&request);
    return true;
}

/* It comes in pieces, and takes the place of the old one when it is whole. */
static bool on_checkpoint(struct terminal *t, struct reader *r) {
    struct checkpoint *c = &t->arriving;
    uint64_t seq = number(r, 8);
    uint16_t cols = (uint16_t)number(r, 2), rows = (uint16_t)number(r, 2);
    uint32_t total = (uint32_t)number(r, 4), offset = (uint32_t)number(r, 4);
    size_t length = (size_t)(r->end - r->at);
    if (r->bad || total == 0 || total > CHECKPOINT_BYTES || offset > total || length > total - offset) return false;
    if (offset == 0) {
        free(c->bytes);
        *c = (struct checkpoint){seq, cols, rows, total, 0, malloc(total)};
    }
    if (!c->bytes) return true; /* no memory: the old one stays */
    if (offset != c->length || total != c->total) return false;
    memcpy(c->bytes + offset, r->at, length);
    c->length += (uint32_t)length;
    if (c->length < total) return true;
    free(t->checkpoint.bytes);
    t->checkpoint = *c;
    t->checkpoint_sent = total;
    c->bytes = NULL;
    return true;
}

static void on_resize(struct terminal *t, uint16_t cols, uint16_t rows) {
    struct winsize size = {.ws_col = t->cols = cols, .ws_row = t->rows = rows};
    if (t->master >= 0) ioctl(t->master, TIOCSWINSZ, &size);
}

/* Does what a frame says. False: the broker does not speak our language. */
static bool obey(int type, struct reader *r) {
    const uint8_t *id = r->at;
    if (r->end - r->at < ID_BYTES) return false;
    r->at += ID_BYTES;
    if (type == OPEN) return on_open(id, r);
    struct terminal *t = find(id);
    if (!t) {
        if (type == ATTACH) refuse(id, "this terminal has gone");
        if (type == KILL) frame_of(GONE, id, 0);
        return true;
    }
    size_t length = (size_t)(r->end - r->at);
    switch (type) {
    case ATTACH:
        if (t->killed) refuse(id, "this terminal is being closed");
        else attach(t);
        return true;
    case INPUT:
        return queue_input(t, r->at, length);
    case RESIZE: {
        uint16_t cols = (uint16_t)number(r, 2), rows = (uint16_t)number(r, 2);
        if (!r->bad) on_resize(t, cols, rows);
        return !r->bad;
    }
    case ACK: {
        uint64_t to = number(r, 8);
        if (r->bad || to > t->sent) return false;
        if (to > t->acked) t->acked = to;
        return true;
    }
    case KILL:
        hang_up(t);
        return true;
    case NOTE:
        if (length > NOTE_BYTES) return false;
        memcpy(t->note, r->at, length);
        t->note_length = length;
        return true;
    case CHECKPOINT:
        return on_checkpoint(t, r);
    case ASK:
        tell_foreground(t);
        return true;
    default:
        return false;
    }
}

/* Obeys the whole frames that have come, as long as there is room for the answers. */
static bool obey_all(void) {
    size_t at = 0;
    in_waits = false;
    while (in_length - at >= 5) {
        if (out_room() < OUT_FULL + ANSWER_ROOM) {
            in_waits = true;
            break;
        }
        struct reader r = {in + at, in + at + 4, false};
        size_t length = (size_t)number(&r, 4);
        if (length == 0 || length > FRAME_BYTES) return false;
        if (in_length - at - 4 < length) break;
        r.end = r.at + length;
        int type = (int)number(&r, 1);
        if (!obey(type, &r)) return false;
        at += 4 + length;
    }
    in_length -= at;
    memmove(in, in + at, in_length);
    return true;
}

static bool hear(void) {
    if (in_length == sizeof in) return true; /* a whole frame that waits for room */
    ssize_t got = recv(connection, in + in_length, sizeof in - in_length, 0);
    if (got < 0) return errno == EAGAIN || errno == EINTR;
    in_length += (size_t)got;
    return got > 0;
}

/* The broker has gone: what it said before still counts. */
static void hear_last_words(void) {
    out_at = out_length = 0;
    for (int i = 0; i < LAST_ROUNDS && hear() && obey_all(); i++) out_at = out_length = 0;
    disconnect();
}

/* ---- What the broker has not been told yet ------------------------------------------------------------------ */

static bool tell_checkpoint(struct terminal *t) {
    struct checkpoint *c = &t->checkpoint;
    if (!c->bytes || t->checkpoint_sent == c->total) return false;
    size_t length = least(c->total - t->checkpoint_sent, PIECE_BYTES);
    uint8_t *at = put(frame_of(HELD_CHECKPOINT, t->id, 20 + length), c->seq, 8);
    at = put(put(at, c->cols, 2), c->rows, 2);
    at = put(put(at, c->total, 4), t->checkpoint_sent, 4);
    memcpy(at, c->bytes + t->checkpoint_sent, length);
    t->checkpoint_sent += (uint32_t)length;
    return true;
}

static bool tell_output(struct terminal *t) {
    size_t window = (size_t)(WINDOW_BYTES - (t->sent - t->acked));
    size_t at = t->sent % RING_BYTES;
    size_t length = least(least((size_t)(t->end - t->sent), window), least(PIECE_BYTES, RING_BYTES - at));
    if (length == 0 || t->killed) return false;
    memcpy(put(frame_of(OUTPUT, t->id, 8 + length), t->sent, 8), t->ring + at, length);
    t->sent += length;
    return true;
}

/* Puts one piece of a terminal in front of the socket; false when there is none. */
static bool tell_piece(struct terminal *t) {
    if (!t->attached) return false;
    if (tell_checkpoint(t) || tell_output(t)) return true;
    if (t->master < 0 && t->sent == t->end) tell_exit(t);
    return false;
}

static void tell_taken(int64_t now) {
    for (int i = 0; i < count; i++) {
        struct terminal *t = terminals[i];
        if (t->taken_at == 0 || (now < t->taken_at && t->taken - t->taken_told < TAKEN_EVERY)) continue;
        t->taken_at = 0;
        if (t->taken == t->taken_told) continue;
        t->taken_told = t->taken;
        put(frame_of(TAKEN, t->id, 8), t->taken, 8);
    }
}

/* Piece by piece in turn, so that one flood does not hold up another's echo. False: there was nothing. */
static bool tell_output_of_all(void) {
    int idle = 0;
    size_t before = out_length;
    while (count > 0 && idle < count && out_length < OUT_FULL) {
        turn = (turn + 1) % count;
        idle = tell_piece(terminals[turn]) ? 0 : idle + 1;
    }
    return out_length > before;
}

static bool send_out(void) {
    while (out_length > 0) {
        ssize_t sent = send(connection, out + out_at, out_length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) return errno == EAGAIN;
        out_at += (size_t)sent;
        out_length -= (size_t)sent;
    }
    return true;
}

/* ---- The loop ----------------------------------------------------------------------------------------------- */

static void do_what_is_due(int64_t now) {
    for (int i = 0; i < count; i++) {
        struct terminal *t = terminals[i];
        if (t->kill_at == 0 || now < t->kill_at) continue;
        t->kill_at = 0;
        if (t->pid != 0) kill(t->pid, SIGKILL);
    }
    if (connection < 0 && now >= dial_at) dial();
    if (connection >= 0) tell_taken(now);
}

static int wait_ms(int64_t now) {
    if (in_waits && out_length < OUT_FULL) return 0;
    int64_t next = connection < 0 ? dial_at : INT64_MAX;
    for (int i = 0; i < count; i++) {
        const struct terminal *t = terminals[i];
        if (t->kill_at != 0 && t->kill_at < next) next = t->kill_at;
        if (t->taken_at != 0 && t->taken_at < next) next = t->taken_at;
    }
    if (next == INT64_MAX) return -1;
    return next > now ? (int)(next - now) : 0;
}

enum { SIGNALS, FOLDER, BROKER, FIRST_TERMINAL };

static int watch(struct pollfd *fds, int signals, int folder) {
    fds[SIGNALS] = (struct pollfd){.fd = signals, .events = POLLIN};
    fds[FOLDER] = (struct pollfd){.fd = folder, .events = POLLIN};
    bool room = in_length < sizeof in;
    fds[BROKER] = (struct pollfd){
        .fd = connection, .events = (short)((room ? POLLIN : 0) | (out_length > 0 ? POLLOUT : 0))};
    for (int i = 0; i < count; i++) {
        const struct terminal *t = terminals[i];
        short events = (short)((output_room(t) > 0 ? POLLIN : 0) | (t->input_length > 0 ? POLLOUT : 0));
        fds[FIRST_TERMINAL + i] = (struct pollfd){.fd = events ? t->master : -1, .events = events};
    }
    return FIRST_TERMINAL + count;
}

/* One round. Terminals before frames: frames open and close some, and the places in `fds` would be wrong. */
static void serve(int signals, int folder) {
    static struct pollfd fds[FIRST_TERMINAL + MOST_TERMINALS];
    static char ignored[4096];
    int length = watch(fds, signals, folder);
    if (poll(fds, (nfds_t)length, wait_ms(now_ms())) < 0) return;
    for (int i = 0; i < length - FIRST_TERMINAL; i++) {
        if (fds[FIRST_TERMINAL + i].revents & POLLOUT) write_program(terminals[i]);
        if (fds[FIRST_TERMINAL + i].revents & POLLIN) read_program(terminals[i]);
    }
    while (fds[SIGNALS].revents && read(signals, ignored, sizeof ignored) > 0) continue;
    if (fds[FOLDER].revents) {
        while (read(folder, ignored, sizeof ignored) > 0) continue;
        dial_at = 0; /* a broker's socket has come */
        dial_ms = DIAL_FIRST_MS;
    }
    reap();
    if (connection >= 0 && fds[BROKER].fd == connection) {
        bool fine = !(fds[BROKER].revents & (POLLIN | POLLHUP | POLLERR)) || hear();
        if (!fine || !obey_all()) disconnect();
    }
    /* The last words of a shell that has ended, as soon as there is room for them. */
    for (int i = 0; i < count; i++)
        if (terminals[i]->pid == 0 && terminals[i]->master >= 0) read_program(terminals[i]);
    do_what_is_due(now_ms());
    if (connection < 0) return;
    bool more;
    do {
        more = tell_output_of_all();
        if (!send_out()) {
            hear_last_words();
            return;
        }
    } while (more && out_length == 0);
}

/* ---- A port ------------------------------------------------------------------------------------------------- */

/*
 * Carries one connection to a port of this machine over standard input and output, so that a preview reaches what
 * listens on loopback alone. Both ways go frames of a length (4 bytes) and as many bytes; an empty one says that
 * this side sends no more. The first one to the broker says how it went: "+", or "-" and why. The end of standard
 * input ends it all. See packages/sandbox/src/ports/port-stream.ts.
 */
enum { PORT_BYTES = 32 * 1024, CALL_MS = 5000 };

struct port {
    int socket;
    uint8_t up[PORT_BYTES], head[4], down[4 + PORT_BYTES];
    size_t up_at, up_length, head_length, down_at, down_length;
    uint32_t left;              /* bytes of the frame that is being read */
    bool up_ended, up_deaf;     /* deaf: the server takes no more */
    bool down_ended;
};

/* Gives a socket that is connected, or -1 and errno. */
static int call(const char *to, uint16_t port) {
    struct sockaddr_in four = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    bool is_six = inet_pton(AF_INET6, to, &six.sin6_addr) == 1;
    if (!is_six && inet_pton(AF_INET, to, &four.sin_addr) != 1) {
        errno = EINVAL;
        return -1;
    }
    int made = socket(is_six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) return -1;
    int error = 0;
    socklen_t length = sizeof error;
    const struct sockaddr *where = is_six ? (struct sockaddr *)&six : (struct sockaddr *)&four;
    if (connect(made, where, is_six ? sizeof six : sizeof four) < 0) {
        struct pollfd fd = {.fd = made, .events = POLLOUT};
        if (errno != EINPROGRESS) error = errno;
        else if (poll(&fd, 1, CALL_MS) != 1) error = ETIMEDOUT;
        else getsockopt(made, SOL_SOCKET, SO_ERROR, &error, &length);
    }
    if (error == 0) return made;
    close(made);
    errno = error;
    return -1;
}

static void answer(struct port *p, char first, const char *why) {
    size_t length = least(strlen(why), 200);
    uint8_t *at = put(put(p->down, 1 + length, 4), (uint64_t)first, 1);
    memcpy(at, why, length);
    p->down_length = 5 + length;
}

/* False: the broker has gone. */
static bool hear_broker(struct port *p) {
    bool in_frame = p->left > 0;
    ssize_t got = in_frame ? read(0, p->up, least(p->left, sizeof p->up))
                           : read(0, p->head + p->head_length, sizeof p->head - p->head_length);
    if (got <= 0) return got < 0 && (errno == EINTR || errno == EAGAIN);
    if (in_frame) {
        p->left -= (uint32_t)got;
        p->up_length = p->up_deaf ? 0 : (size_t)got;
        return true;
    }
    p->head_length += (size_t)got;
    if (p->head_length < sizeof p->head) return true;
    p->head_length = 0;
    struct reader r = {p->head, p->head + sizeof p->head, false};
    p->left = (uint32_t)number(&r, 4);
    if (p->left > 0) return !p->up_ended;
    p->up_ended = true;
    shutdown(p->socket, SHUT_WR);
    return true;
}

static void send_up(struct port *p) {
    ssize_t sent = send(p->socket, p->up + p->up_at, p->up_length, MSG_NOSIGNAL);
    if (sent < 0 && (errno == EINTR || errno == EAGAIN)) return;
    p->up_deaf = p->up_deaf || sent < 0;
    p->up_at += sent < 0 ? 0 : (size_t)sent;
    p->up_length -= sent < 0 ? p->up_length : (size_t)sent;
    if (p->up_length == 0) p->up_at = 0;
}

/* False: the server has broken off. */
static bool hear_server(struct port *p) {
    ssize_t got = recv(p->socket, p->down + 4, PORT_BYTES, 0);
    if (got < 0) return errno == EINTR || errno == EAGAIN;
    put(p->down, (uint64_t)got, 4);
    p->down_length = 4 + (size_t)got;
    p->down_ended = got == 0;
    return true;
}

/* False: the broker has gone. */
static bool send_down(struct port *p) {
    ssize_t sent = write(1, p->down + p->down_at, p->down_length);
    if (sent < 0) return errno == EINTR || errno == EAGAIN;
    p->down_at += (size_t)sent;
    p->down_length -= (size_t)sent;
    if (p->down_length == 0) p->down_at = 0;
    return true;
}

/* One round. False: it is over. */
static bool carry(struct port *p) {
    bool hears = p->down_length == 0 && !p->down_ended;
    short of_server = (short)((hears ? POLLIN : 0) | (p->up_length > 0 ? POLLOUT : 0));
    struct pollfd fds[] = {
        {.fd = 0, .events = p->up_length == 0 ? POLLIN : 0}, /* that the broker has gone is told in any case */
        {.fd = 1, .events = p->down_length > 0 ? POLLOUT : 0},
        {.fd = of_server ? p->socket : -1, .events = of_server},
    };
    if (poll(fds, 3, -1) < 0) return errno == EINTR;
    if (fds[1].revents & POLLERR || (fds[0].revents & (POLLHUP | POLLERR) && !(fds[0].revents & POLLIN))) return false;
    if (fds[0].revents & POLLIN && !hear_broker(p)) return false;
    if (p->up_length > 0) send_up(p);
    if (hears && fds[2].revents && !hear_server(p)) return false;
    if (p->down_length > 0 && !send_down(p)) return false;
    return !(p->up_ended && p->down_ended && p->down_length == 0);
}

static int carry_port(const char *port, char **addresses) {
    static struct port p;
    int error = 0;
    signal(SIGPIPE, SIG_IGN);
    for (p.socket = -1; *addresses && p.socket < 0; addresses++) {
        p.socket = call(*addresses, (uint16_t)atoi(port));
        if (p.socket < 0 && error == 0) error = errno;
    }
    if (p.socket < 0) {
        answer(&p, '-', strerror(error));
        while (p.down_length > 0 && send_down(&p)) continue;
        return 1;
    }
    fcntl(1, F_SETFL, O_NONBLOCK);
    answer(&p, '+', "");
    while (carry(&p)) continue;
    return 0;
}

/* One holder is enough for a machine: the name is gone with the process that has it. */
static bool be_the_only_one(void) {
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "\0sandlot-holder"};
    int only = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + sizeof "\0sandlot-holder" - 1);
    return only >= 0 && bind(only, (struct sockaddr *)&name, length) == 0;
}

int main(int argc, char **argv) {
    if (argc > 3 && strcmp(argv[1], "connect") == 0) return carry_port(argv[2], argv + 3);
    if (argc != 2 || (size_t)snprintf(address.sun_path, sizeof address.sun_path, "%s/s", argv[1]) >=
                         sizeof address.sun_path) {
        fprintf(stderr, "usage: holder FOLDER\n");
        return 2;
    }
    if (!be_the_only_one()) return 0;
    int null = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3; fd++) dup2(null, fd);
    if (null > 2) close(null);
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_BLOCK, &children, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    int signals = signalfd(-1, &children, SFD_NONBLOCK | SFD_CLOEXEC);
    int folder = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (signals < 0) return 1;
    if (folder >= 0) inotify_add_watch(folder, argv[1], IN_MOVED_TO);
    for (;;) serve(signals, folder);
}
