// Wrong signatures as C# makes them: `mcs Habits.cs && mono Habits.exe`. One JSON object for each line, as in habits.json.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

static class Habits
{
    const string Code = "1tSa6uxz2nTwlaAmt38enA==";
    const string Key = "259af31fc2f74453b3a55739b21ae9ef";

    static void Say(string name, string request, string observed, string causes)
    {
        Console.WriteLine("{\"case\":\"" + name + "\",\"request\":\"" + request + "\",\"observed\":\"" + observed
            + "\",\"causes\":[\"" + causes.Replace(" ", "\",\"") + "\"]}");
    }

    static byte[] Digest(byte[] text) { return SHA256.Create().ComputeHash(text); }

    static string Hex(byte[] bytes) { return string.Concat(bytes.Select(one => one.ToString("x2"))); }

    static string Hash(string text) { return Hex(Digest(Encoding.UTF8.GetBytes(text))); }

    static string Charge(object amount) { return Code + "23124654641777777PayAtFawry" + amount + Key; }

    static void Main()
    {
        var invariant = CultureInfo.InvariantCulture;
        var amount = 1580.5m;
        Say("decimal.ToString", "charge", Hash(Charge(amount.ToString(invariant))), "amount-not-padded");
        Say("N2", "charge", Hash(Charge(amount.ToString("N2", invariant))), "amount-thousands-separators");
        Say("C of no culture", "charge", Hash(Charge(amount.ToString("C", invariant))), "amount-with-currency");
        Say("C of the United States", "charge", Hash(Charge(amount.ToString("C", new CultureInfo("en-US")))), "amount-with-currency");
        Say("F2 of France", "charge", Hash(Charge(amount.ToString("F2", new CultureInfo("fr-FR")))), "amount-decimal-comma");
        Say("N2 of France", "charge", Hash(Charge(amount.ToString("N2", new CultureInfo("fr-FR")))), "amount-decimal-comma");
        Say("a decimal of the database", "charge", Hash(Charge(1580.5000m.ToString(invariant))), "amount-wrong-decimals");
        Say("no method", "charge", Hash(Code + "23124654641777777" + amount.ToString("0.00", invariant) + Key), "field-left-out");
        Say("ASCII", "refund in Arabic", Hex(Digest(Encoding.ASCII.GetBytes(Code + "9313374101362.50المنتج تالف" + Key))), "other-charset");
        Say("Encoding.Unicode", "refund", Hex(Digest(Encoding.Unicode.GetBytes(Code + "931337410362.50Item not as described" + Key))), "other-charset");
        var right = Digest(Encoding.UTF8.GetBytes(Charge("1580.50")));
        Say("BitConverter", "charge", BitConverter.ToString(right), "hex-upper-case");
        Say("BitConverter without hyphens", "charge", BitConverter.ToString(right).Replace("-", ""), "hex-upper-case");
        Say("X", "charge", string.Concat(right.Select(one => one.ToString("X"))), "hex-zeros-lost");
        Say("x", "charge", string.Concat(right.Select(one => one.ToString("x"))), "hex-zeros-lost");
        Say("an array for the text", "charge", Hash(new[] { Code, "23124654641" } + Key), "field-as-word");
        var items = new[] { new KeyValuePair<int, string>(3, "c3330.00"), new KeyValuePair<int, string>(2, "b2220.50"), new KeyValuePair<int, string>(1, "a1110.00") };
        Say("items by another number", "checkoutLink", Hash(Code + "231246546411212https://shop.example/r?id=7" + string.Concat(items.Select(item => item.Value)) + Key), "items-in-other-order");
        Say("the port of the URL", "checkoutLink", Hash(Code + "231246546411212https://shop.example:443/r?id=7a1110.00b2220.50c3330.00" + Key), "url-differs");
        Say("blanks of a card number", "card", Hash(Code + "23124654641777777CARD1580.504242 4242 4242 42422505012" + Key), "value-in-other-form");
        Say("an HMAC with the key's bytes from Base64", "Pay3 refund", Convert.ToBase64String(new HMACSHA256(Convert.FromBase64String("dGVzdC1zZWNyZXQ=")).ComputeHash(Encoding.UTF8.GetBytes("requestId=9824649238&fiatAmount=0.02"))), "fields-swapped");
        Say("ticks", "UPayments refund", Convert.ToBase64String(new HMACSHA256(Encoding.UTF8.GetBytes("test-api-secret")).ComputeHash(Encoding.UTF8.GetBytes(new DateTime(2024, 6, 10, 6, 13, 20).Ticks + "POSTcreate-refund{\"orderId\":\"mv1GZnrG2l2022\",\"totalPrice\":10.00}"))), "time-format");
    }
}
