// Clients of Java: `java Java.java <client>`, with the jars of Debian's libraries on the class path.

import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

public class Java {
    private static final String URL = "http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge";

    public static void main(String[] arguments) throws Exception {
        String body = Files.readString(Path.of("charge.json")).trim();
        switch (arguments[0]) {
            case "java-http" -> {
                HttpRequest request = HttpRequest.newBuilder(URI.create(URL)).header("Content-Type", "application/json")
                    .version(HttpClient.Version.HTTP_1_1).POST(HttpRequest.BodyPublishers.ofString(body)).build();
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            }
            case "java-url" -> {
                HttpURLConnection connection = (HttpURLConnection) new URL(URL).openConnection();
                connection.setRequestMethod("POST");
                connection.setRequestProperty("Content-Type", "application/json");
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
                connection.getResponseCode();
            }
            case "okhttp" -> new okhttp3.OkHttpClient().newCall(new okhttp3.Request.Builder().url(URL)
                .post(okhttp3.RequestBody.create(okhttp3.MediaType.parse("application/json; charset=utf-8"), body))
                .build()).execute();
            case "apache-wire" -> {
                var request = new org.apache.http.client.methods.HttpPost(URL);
                request.setEntity(new org.apache.http.entity.StringEntity(body, org.apache.http.entity.ContentType.APPLICATION_JSON));
                org.apache.http.impl.client.HttpClients.createDefault().execute(request);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }
}
