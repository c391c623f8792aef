// Wrong signatures as Java makes them: `java Habits.java`. One JSON object for each line, as in habits.json.

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

public class Habits {
    private static final String CODE = "1tSa6uxz2nTwlaAmt38enA==";
    private static final String KEY = "259af31fc2f74453b3a55739b21ae9ef";

    private static void say(String name, String request, String observed, String causes) {
        String json = observed.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "\\r").replace("\n", "\\n");
        System.out.println("{\"case\":\"" + name + "\",\"request\":\"" + request + "\",\"observed\":\"" + json
            + "\",\"causes\":[\"" + causes.replace(" ", "\",\"") + "\"]}");
    }

    private static byte[] digest(byte[] text) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(text);
    }

    private static String hash(String text) throws Exception {
        return String.format("%064x", new BigInteger(1, digest(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static String text(Object reference, Object profile, Object amount) {
        return CODE + reference + profile + "PayAtFawry" + amount + KEY;
    }

    public static void main(String[] arguments) throws Exception {
        double amount = 1580.5;
        say("Double.toString", "charge", hash(text("23124654641", "777777", amount)), "amount-not-padded");
        say("a format with optional decimals", "charge", hash(text("23124654641", "777777", new DecimalFormat("#.##", DecimalFormatSymbols.getInstance(Locale.US)).format(amount))), "amount-not-padded");
        say("a format of Germany", "charge", hash(text("23124654641", "777777", String.format(Locale.GERMANY, "%.2f", amount))), "amount-decimal-comma");
        say("a format of Egypt", "charge", hash(text("23124654641", "777777", String.format(Locale.forLanguageTag("ar-EG-u-nu-arab"), "%.2f", amount))), "arabic-indic-digits");
        say("Optional", "charge", hash(text("23124654641", Optional.of("777777"), "1580.50")), "field-as-word");
        say("an empty Optional", "charge without profile", hash(text("23124654641", Optional.empty(), "1580.50")), "absent-as-word");
        say("null", "charge without profile", hash(text("23124654641", null, "1580.50")), "absent-as-word");
        byte[] right = digest(text("23124654641", "777777", "1580.50").getBytes(StandardCharsets.UTF_8));
        StringBuilder extended = new StringBuilder();
        for (byte one : right) {
            extended.append(Integer.toHexString(one));
        }
        say("bytes with their sign in hexadecimal", "charge", extended.toString(), "hex-zeros-lost");
        StringBuilder unpadded = new StringBuilder();
        for (byte one : right) {
            unpadded.append(Integer.toHexString(0xff & one));
        }
        say("bytes without their zeros", "charge", unpadded.toString(), "hex-zeros-lost");
        say("a signed BigInteger", "charge", new BigInteger(right).toString(16), "hex-zeros-lost");
        say("a list of bytes", "charge", Arrays.toString(right), "signature-altered");
        say("Base64 with line ends", "charge", Base64.getMimeEncoder(20, "\r\n".getBytes()).encodeToString(right), "base64-instead-of-hex signature-altered");
        byte[] zero = digest((CODE + "2" + KEY).getBytes(StandardCharsets.UTF_8));
        say("padded with blanks", "status with a zero", String.format("%64x", new BigInteger(1, zero)), "hex-zeros-lost");
        say("ASCII", "refund in Arabic", String.format("%064x", new BigInteger(1, digest((CODE + "9313374101362.50المنتج تالف" + KEY).getBytes(StandardCharsets.US_ASCII)))), "other-charset");
        say("UTF-16 with a byte-order mark", "refund", String.format("%064x", new BigInteger(1, digest((CODE + "931337410362.50Item not as described" + KEY).getBytes(StandardCharsets.UTF_16)))), "other-charset");
        say("a card number as double", "card", hash(CODE + "23124654641777777CARD1580.50" + 4242424242424242d + "2505012" + KEY), "number-as-float");
        say("a cvv as int", "card", hash(CODE + "23124654641777777CARD1580.50" + "42424242424242422505" + Integer.parseInt("012") + KEY), "leading-zeros-lost");
        say("month before year", "card", hash(CODE + "23124654641777777CARD1580.50" + "42424242424242420525012" + KEY), "fields-swapped");
    }
}
