# Clients of Perl: `perl perl.pl <client>`.

use strict;
use warnings;
use FindBin;
use Data::Dumper;
use HTTP::Request;
use JSON;
use LWP::UserAgent;

open(my $file, '<:raw', "$FindBin::Bin/charge.json") or die $!;
chomp(my $body = do { local $/; <$file> });
my $url = 'http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge';
my $request = HTTP::Request->new(POST => $url, ['Content-Type' => 'application/json'], $body);

if ($ARGV[0] eq 'lwp') {
    LWP::UserAgent->new->request($request);
} elsif ($ARGV[0] eq 'lwp-as-string') {
    print $request->as_string;
} elsif ($ARGV[0] eq 'perl-dumper') {
    $Data::Dumper::Sortkeys = 1;
    print Dumper(decode_json($body));
}
