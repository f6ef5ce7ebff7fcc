// What a program does with the generated Go client.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	crier "crier.invalid/client"
)

const (
	to  = "+966501234567"
	png = "data:image/png;base64,iVBORw0KGgo="
)

func main() {
	session := os.Getenv("CRIER_SESSION")
	configuration := crier.NewConfiguration()
	configuration.Servers[0].URL = os.Getenv("CRIER_URL")
	client := crier.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), crier.ContextAccessToken, os.Getenv("CRIER_KEY"))

	text := func(body string) crier.SendMessage {
		return crier.SendTextAsSendMessage(crier.NewSendText(session, to, "text", body))
	}
	sent := must(client.MessagesAPI.SendMessage(ctx).SendMessage(text("أهلا 🦅")).Prefer("wait=15").Execute())
	fmt.Println("text", sent.GetBody())
	image := crier.NewSendImage(session, to, "image")
	image.SetData(png)
	sent = must(client.MessagesAPI.SendMessage(ctx).SendMessage(crier.SendImageAsSendMessage(image)).Execute())
	media := sent.GetMedia()
	fmt.Println("image", media.GetMimeType())

	page := must(client.MessagesAPI.ListMessages(ctx).Limit(1).Execute())
	listed := page.Items
	for page.GetNextCursor() != "" {
		page = must(client.MessagesAPI.ListMessages(ctx).Limit(1).Cursor(page.GetNextCursor()).Execute())
		listed = append(listed, page.Items...)
	}
	fmt.Print("listed")
	for _, message := range listed {
		fmt.Print(" ", message.Type)
	}
	fmt.Println()

	_, response, err := client.MessagesAPI.SendMessage(ctx).SendMessage(text("\x00")).Execute()
	var failure *crier.GenericOpenAPIError
	if errors.As(err, &failure) {
		problem := failure.Model().(crier.Problem)
		fmt.Println("problem", response.StatusCode, problem.Code)
	}

	webhook := must(client.WebhooksAPI.RegisterWebhook(ctx).
		RegisterWebhook(*crier.NewRegisterWebhook("https://shop.invalid/hook")).Execute())
	fmt.Println("webhook", webhook.GetUrl(), webhook.GetSecret()[:6])

	var events []crier.Event
	if err := json.Unmarshal([]byte(os.Getenv("CRIER_EVENTS")), &events); err != nil {
		panic(err)
	}
	for _, event := range events {
		decoded := event.GetActualInstance().(interface {
			GetType() string
			GetTimestamp() time.Time
		})
		fmt.Println("event", decoded.GetType(), decoded.GetTimestamp().Year())
	}
}

func must[T any, R any](value T, _ R, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
