// Clients of C#: `mcs -r:System.Net.Http CSharp.cs && mono CSharp.exe <client>`.

using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;

static class CSharp
{
    const string Url = "http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge";

    static void Main(string[] arguments)
    {
        var body = File.ReadAllText("charge.json").Trim();
        switch (arguments[0])
        {
            case "csharp":
                new HttpClient().PostAsync(Url, new StringContent(body, Encoding.UTF8, "application/json")).Wait();
                break;
            case "csharp-to-string":
                var message = new HttpRequestMessage(HttpMethod.Post, Url);
                message.Content = new StringContent(body, Encoding.UTF8, "application/json");
                Console.WriteLine(message);
                Console.WriteLine(body);
                break;
            case "csharp-web-client":
                var client = new WebClient { Encoding = Encoding.UTF8 };
                client.Headers[HttpRequestHeader.ContentType] = "application/json";
                client.UploadString(Url, body);
                break;
        }
    }
}
