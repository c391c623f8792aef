<?php
// Wrong signatures as PHP makes them: `php habits.php`. One JSON object for each line, as in habits.json.

$code = '1tSa6uxz2nTwlaAmt38enA==';
$key = '259af31fc2f74453b3a55739b21ae9ef';
[$ref, $profile, $method, $amount] = ['23124654641', '777777', 'PayAtFawry', 1580.5];

function say(string $case, string $request, string $observed, string ...$causes): void
{
    echo json_encode(compact('case', 'request', 'observed', 'causes'), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE), "\n";
}

// Public integrations.
say('zero for person and amount', 'status', hash('sha256', $code . $ref . 0 . number_format(0, 2, '.', '') . $key), 'field-added');
say('no profile, raw amount', 'charge', hash('sha256', $code . $ref . $method . $amount . $key), 'field-left-out', 'amount-not-padded');
say('no profile, raw amount, card', 'card', hash('sha256', $code . $ref . 'CARD' . $amount . '4242424242424242' . '25' . '05' . '012' . $key), 'field-left-out', 'amount-not-padded');
say('the return address behind the link', 'checkoutLink', hash('sha256', "{$code}{$ref}1212a1110.00b2220.50c3330.00https://shop.example/r?id=7{$key}"), 'field-moved');

// What the language does.
$text = fn (array $with = []) => implode('', array_replace([$code, $ref, $profile, $method, number_format($amount, 2, '.', ''), $key], $with));
$hash = fn (string $text) => hash('sha256', $text);
say('true for the method', 'charge', $hash($text([3 => true])), 'field-as-word');
say('false for the profile', 'charge', $hash($text([2 => false])), 'field-left-out');
say('a list for the profile', 'charge', $hash($text([2 => @strval((string) 'Array')])), 'field-as-word');
say('a cast to int', 'charge', $hash($text([4 => (int) $amount])), 'amount-rounded');
say('round', 'charge', $hash($text([4 => round($amount)])), 'amount-rounded');
say('one decimal', 'charge', $hash($text([4 => number_format($amount, 1)])), 'amount-thousands-separators');
say('number_format alone', 'charge', $hash($text([4 => number_format($amount)])), 'amount-rounded');
say('a locale of Egypt', 'charge', $hash($text([4 => '١٬٥٨٠٫٥٠'])), 'arabic-indic-digits');
say('utf8_encode', 'refund in Arabic', $hash($code . '9313374101362.50' . mb_convert_encoding('المنتج تالف', 'UTF-8', 'ISO-8859-1') . $key), 'other-charset');
say('the bytes as text', 'charge', base64_encode(hash('sha256', $text(), true)), 'base64-instead-of-hex');
say('hash of the lower-case text', 'charge', $hash(strtolower($text())), 'text-in-other-case');
say('an escaped path', 'UPayments refund', base64_encode(hash_hmac('sha256', '1718000000POST/create-refund{"orderId":"mv1GZnrG2l2022","totalPrice":10.00}', 'test-api-secret', true)), 'path-differs');
say('the hexadecimal HMAC', 'UPayments refund', hash_hmac('sha256', '1718000000POSTcreate-refund{"orderId":"mv1GZnrG2l2022","totalPrice":10.00}', 'test-api-secret'), 'hex-instead-of-base64');
say('arguments exchanged', 'UPayments refund', base64_encode(hash_hmac('sha256', 'test-api-secret', '1718000000POSTcreate-refund{"orderId":"mv1GZnrG2l2022","totalPrice":10.00}', true)), 'key-and-text-swapped');
say('no time', 'UPayments refund', base64_encode(hash_hmac('sha256', 'POSTcreate-refund{"orderId":"mv1GZnrG2l2022","totalPrice":10.00}', 'test-api-secret', true)), 'field-left-out');
say('time and body', 'UPayments refund', base64_encode(hash_hmac('sha256', '1718000000{"orderId":"mv1GZnrG2l2022","totalPrice":10.00}', 'test-api-secret', true)), 'formula-of-another-vendor');
say('http_build_query', 'Pay3 refund', base64_encode(hash_hmac('sha256', http_build_query(['requestId' => '9824649238', 'fiatAmount' => 0.02]), 'test-secret', true)), 'fields-swapped');
