// Wrong signatures as Go makes them: `go run habits.go`. One JSON object for each line, as in habits.json.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
)

const (
	code = "1tSa6uxz2nTwlaAmt38enA=="
	key  = "259af31fc2f74453b3a55739b21ae9ef"
)

func say(name, request, observed string, causes ...string) {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(map[string]any{"case": name, "request": request, "observed": observed, "causes": causes})
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func main() {
	amount := 1580.5
	say("fmt.Sprint of a float", "charge", hash(code+"23124654641777777PayAtFawry"+fmt.Sprint(amount)+key), "amount-not-padded")
	say("%f", "charge", hash(code+"23124654641777777PayAtFawry"+fmt.Sprintf("%f", amount)+key), "amount-wrong-decimals")
	say("%s of a float", "charge", hash(code+"23124654641777777PayAtFawry"+fmt.Sprintf("%s", any(amount))+key), "field-as-word")
	say("%d of a float", "charge", hash(code+"23124654641777777PayAtFawry"+fmt.Sprintf("%d", any(amount))+key), "field-as-word")
	say("Println", "charge", hash(fmt.Sprintln(code+"23124654641777777PayAtFawry1580.50"+key)), "key-white-space")
	say("%q of the profile", "charge", hash(code+"23124654641"+fmt.Sprintf("%q", "777777")+"PayAtFawry1580.50"+key), "text-quoted")
	say("%v of a list", "charge", hash(fmt.Sprintf("%v", []string{code, "23124654641", "777777", "PayAtFawry", "1580.50", key})), "separators-added", "line-end-appended")
	say("nil", "charge without profile", hash(code+"23124654641"+fmt.Sprint(nil)+"PayAtFawry1580.50"+key), "absent-as-word")
	say("%s of nil", "charge without profile", hash(code+"23124654641"+fmt.Sprintf("%s", any(nil))+"PayAtFawry1580.50"+key), "absent-as-word")
	hasher := sha256.New()
	say("Sum of the text", "charge", hex.EncodeToString(hasher.Sum([]byte(code+"23124654641777777PayAtFawry1580.50"+key))), "string-sent-unhashed")
	hasher.Write([]byte(code + "23124654641777777PayAtFawry1580.50"))
	say("Sum of the key", "charge", hex.EncodeToString(hasher.Sum([]byte(key))), "string-sent-unhashed")
	sum := sha256.Sum256([]byte(code + "23124654641777777PayAtFawry1580.50" + key))
	say("%v of the sum", "charge", fmt.Sprint(sum), "signature-altered")
	say("%X of the sum", "charge", fmt.Sprintf("%X", sum), "hex-upper-case")
	say("%#x of the sum", "charge", fmt.Sprintf("%#x", sum), "signature-altered")
	say("% x of the sum", "charge", fmt.Sprintf("% x", sum), "signature-altered")
	values := url.Values{}
	values.Set("merchantCode", code)
	values.Set("merchantRefNumber", "23124654641")
	say("url.Values", "status", hash(values.Encode()+key), "text-percent-encoded", "names-added")
	say("a path escaped", "checkoutLink", hash(code+"231246546411212"+url.QueryEscape("https://shop.example/r?id=7")+"a1110.00b2220.50c3330.00"+key), "text-percent-encoded")
	mac := hmac.New(sha256.New, []byte("test-api-secret"))
	mac.Write([]byte("1718000000POSTcreate-refund"))
	fmt.Fprintf(mac, "%s", map[string]any{"orderId": "mv1GZnrG2l2022", "totalPrice": "10.00"})
	say("%s of a map", "UPayments refund", base64.StdEncoding.EncodeToString(mac.Sum(nil)), "body-serialised-again")
	mac.Reset()
	mac.Write([]byte("1718000000POSTcreate-refund{\"orderId\":\"mv1GZnrG2l2022\",\"totalPrice\":10.00}\n"))
	say("json.Encoder", "UPayments refund", base64.StdEncoding.EncodeToString(mac.Sum(nil)), "line-end-appended")
	mac.Reset()
	mac.Write([]byte("1718000000POSTcreate-refund{\"orderId\":\"mv1GZnrG2l2022\",\"totalPrice\":10}"))
	say("json.Marshal of a float", "UPayments refund", base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), "body-serialised-again", "base64-url-safe", "base64-unpadded")
}
