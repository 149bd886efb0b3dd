<?php
// Takes every mail that Matomo sends and keeps it as it came, one file each.
// usage, as www-data: php mail-sink.php <port> <folder>
[, $port, $folder] = $argv;
$server = stream_socket_server("tcp://127.0.0.1:$port", $number, $error) or exit("$error\n");
$count = 0;
while (true) {
    $client = @stream_socket_accept($server, -1);
    if ($client === false) {
        continue;
    }
    stream_set_timeout($client, 30);
    fwrite($client, "220 sink\r\n");
    $to = [];
    while (($line = fgets($client)) !== false) {
        $command = strtoupper(substr($line, 0, 4));
        if ($command === 'RCPT') {
            $to[] = trim(substr($line, 8), " <>\r\n");
        }
        if ($command !== 'DATA') {
            fwrite($client, $command === 'QUIT' ? "221 bye\r\n" : "250 ok\r\n");
            continue;
        }
        fwrite($client, "354 go on\r\n");
        $mail = 'X-Envelope-To: ' . implode(', ', $to) . "\r\n";
        while (($line = fgets($client)) !== false && $line !== ".\r\n") {
            $mail .= $line[0] === '.' ? substr($line, 1) : $line;
        }
        // Seen by readers only when it is whole.
        $name = sprintf('%s/%015.4f-%04d', $folder, microtime(true), ++$count);
        file_put_contents("$name.part", $mail);
        chmod("$name.part", 0644);
        rename("$name.part", "$name.eml");
        $to = [];
        fwrite($client, "250 ok\r\n");
    }
    fclose($client);
}
