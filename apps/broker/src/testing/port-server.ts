/** For tests: a student's web server, in Perl, with a page for each thing that a preview must cope with. */

const PAGES = String.raw`
if ($path eq '/echo') { page('text/plain', $head) }
elsif ($path eq '/body') { my $b = ''; read $c, $b, $length if $length; page('application/octet-stream', $b) }
elsif ($path eq '/page') { page('text/html', '<h1>A page of box</h1>') }
elsif ($path eq '/stream') { print $c "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"; sleep 1 until -e '/tmp/go'; print $c "data: 1\n\n"; }
elsif ($path eq '/pushy') { print $c "HTTP/1.1 302 Found\r\nlocation: http://localhost:$port/page?x=1\r\nstrict-transport-security: max-age=1\r\nclear-site-data: \"cookies\"\r\nalt-svc: h3=\":1\"\r\nkeep-alive: timeout=5\r\nset-cookie: a=1; Domain=localhost; Path=/\r\nset-cookie: sandlot_preview=x\r\nset-cookie: sandlot_user=x; Path=/\r\nset-cookie: b=2; HttpOnly\r\nx-own: yes\r\ncontent-length: 0\r\n\r\n" }
elsif ($path eq '/large') { print $c "HTTP/1.1 200 OK\r\nx-large: " . ('x' x 20000) . "\r\n\r\n" }
elsif ($path eq '/silent') { 1 while sysread $c, my $b, 1 }
elsif ($path eq '/rude') { }
elsif ($path eq '/odd') { print $c "HTTP/1.1 200 O\x01K\r\ncontent-length: 0\r\n\r\n" }
elsif ($path eq '/low') { print $c "HTTP/1.1 099 Low\r\nx: \xff\xfe\r\ncontent-length: 0\r\n\r\n" }
elsif ($path eq '/noise') { print $c join '', map { chr rand 256 } 1 .. 5000 }
elsif ($path eq '/upgrade') { print $c "HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n"; while (sysread $c, my $b, 4096) { syswrite $c, $b } }
else { print $c "HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nnone" }
`;

/** A script that leaves the server running, and comes back once it listens on loopback. */
export const portServer = (port: number): string => `cat >/tmp/server <<'PERL'
use Socket; use IO::Handle; $SIG{CHLD} = 'IGNORE'; my $port = ${port};
socket my $s, AF_INET, SOCK_STREAM, 0; setsockopt $s, SOL_SOCKET, SO_REUSEADDR, 1;
bind $s, pack_sockaddr_in($port, inet_aton('127.0.0.1')) or die; listen $s, 64;
open my $m, '>', '/tmp/listens'; close $m;
sub page { my ($type, $b) = @_; print $c "HTTP/1.1 200 OK\\r\\ncontent-type: $type\\r\\ncontent-length: " . length($b) . "\\r\\n\\r\\n$b" }
while (1) {
  accept $c, $s or next; if (fork) { close $c; next } $c->autoflush(1); binmode $c;
  # A few requests on one connection, one after the other.
  while (1) {
    my $head = ''; while (my $line = <$c>) { last if $line =~ /^\\r?\\n$/; $head .= $line }
    exit if $head eq '';
    my ($path) = $head =~ m{^\\S+ ([^ ?]+)}; my ($length) = $head =~ /content-length: (\\d+)/i;
    ${PAGES}
    exit unless $path =~ m{^/(echo|body|page)$};
  }
}
PERL
setsid perl /tmp/server </dev/null >/dev/null 2>&1 &
until [ -e /tmp/listens ]; do sleep 0.05; done`;
