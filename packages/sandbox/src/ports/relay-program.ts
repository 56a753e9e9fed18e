/**
 * Carries one connection for a PortStream, where there is no holder that does: in Perl, which every Debian has.
 * Arguments: the port, and the addresses to try.
 */
export const RELAY_PROGRAM = `
use strict; use Socket qw(:DEFAULT inet_pton pack_sockaddr_in6 SHUT_WR); use Errno;
my ($port, @addresses) = @ARGV;
my ($socket, $error);
$SIG{PIPE} = 'IGNORE';
$| = 1;
sub frame { pack('N', length $_[0]) . $_[0] }
for (@addresses) {
  my $six = /:/;
  my $to = $six ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $_)) : pack_sockaddr_in($port, inet_aton($_));
  my $made;
  my $done = eval {
    local $SIG{ALRM} = sub { $! = Errno::ETIMEDOUT; die };
    alarm 5;
    socket($made, $six ? AF_INET6 : AF_INET, SOCK_STREAM, 0) && connect($made, $to);
  };
  $error ||= "$!" unless $done;
  alarm 0;
  if ($done) { $socket = $made; last }
}
if (!$socket) { syswrite STDOUT, frame("-$error"); exit 1 }
binmode $_ for *STDIN, *STDOUT, $socket;
$socket->blocking(0); STDOUT->blocking(0);
my ($in, $up, $down, $left, $said, $heard, $deaf) = ('', '', frame('+'), 0, 0, 0, 0);
until ($said && $heard && $down eq '') {
  my ($r, $w) = ('', '');
  vec($r, 0, 1) = 1 if length($up) < 1 << 20;
  vec($r, fileno $socket, 1) = 1 if $down eq '' && !$heard;
  vec($w, fileno $socket, 1) = 1 if $up ne '';
  vec($w, 1, 1) = 1 if $down ne '';
  next if select($r, $w, undef, undef) < 0;
  if (vec($r, 0, 1)) {
    my $got = sysread STDIN, $in, 65536, length $in;
    exit if defined $got ? !$got : !$!{EAGAIN};
    while ($in ne '') {
      if (!$left) {
        last if length $in < 4;
        $left = unpack 'N', substr $in, 0, 4, '';
        if (!$left) { $said = 1; last }
      }
      my $part = substr $in, 0, $left, '';
      $left -= length $part;
      $up .= $part unless $deaf;
    }
  }
  if ($up ne '') {
    my $sent = syswrite $socket, $up;
    if (defined $sent) { substr $up, 0, $sent, '' }
    elsif (!$!{EAGAIN}) { $up = ''; $deaf = 1 }
  }
  shutdown $socket, SHUT_WR if $said == 1 && $up eq '' && ++$said;
  if (vec($r, fileno $socket, 1)) {
    my $got = sysread $socket, my $bytes, 32768;
    if (defined $got) { $heard = !$got; $down = frame($bytes) }
    elsif (!$!{EAGAIN}) { exit 1 }
  }
  if ($down ne '') {
    my $sent = syswrite STDOUT, $down;
    if (defined $sent) { substr $down, 0, $sent, '' }
    elsif (!$!{EAGAIN}) { exit }
  }
}
`;
