<?php
// Clients of PHP: `php php.php <client>`.

foreach (['GuzzleHttp', 'Illuminate/Http', 'Symfony/Component/HttpClient', 'Monolog'] as $library) {
    $autoload = "$library/autoload.php";
    if (stream_resolve_include_path($autoload)) {
        require_once $autoload;
    }
}

$charge = json_decode(file_get_contents(__DIR__ . '/charge.json'), true);
$url = 'http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge';

switch ($argv[1]) {
    case 'guzzle':
        (new GuzzleHttp\Client())->post($url, ['json' => $charge]);
        break;
    case 'guzzle-form':
        (new GuzzleHttp\Client())->post($url, ['form_params' => $charge]);
        break;
    case 'guzzle-debug':
        (new GuzzleHttp\Client())->post($url, ['json' => $charge, 'debug' => true]);
        break;
    case 'guzzle-log':
        $stack = GuzzleHttp\HandlerStack::create();
        $logger = new Monolog\Logger('fawry', [new Monolog\Handler\StreamHandler('php://stdout')]);
        $stack->push(GuzzleHttp\Middleware::log($logger, new GuzzleHttp\MessageFormatter(GuzzleHttp\MessageFormatter::DEBUG)));
        (new GuzzleHttp\Client(['handler' => $stack]))->post($url, ['json' => $charge]);
        break;
    case 'guzzle-message':
        $body = json_encode($charge, JSON_UNESCAPED_UNICODE);
        echo GuzzleHttp\Psr7\Message::toString(new GuzzleHttp\Psr7\Request('POST', $url, ['Content-Type' => 'application/json'], $body));
        break;
    case 'monolog':
        $logger = new Monolog\Logger('local', [new Monolog\Handler\StreamHandler('php://stdout')]);
        $logger->info('Fawry request', ['url' => $url, 'payload' => $charge]);
        break;
    case 'laravel':
        (new Illuminate\Http\Client\Factory())->post($url, $charge);
        break;
    case 'laravel-form':
        (new Illuminate\Http\Client\Factory())->asForm()->post($url, $charge);
        break;
    case 'symfony':
        Symfony\Component\HttpClient\HttpClient::create()->request('POST', $url, ['json' => $charge])->getContent();
        break;
    case 'php-stream':
        $http = ['method' => 'POST', 'header' => "Content-Type: application/json\r\n", 'content' => json_encode($charge)];
        file_get_contents($url, false, stream_context_create(['http' => $http]));
        break;
}
