//! Which methods there are, and which parameters each of them knows (Bot API 10.1).

/// Parameters that concern how a message arrives, not what it says. They are accepted and have no
/// effect here.
const DELIVERY: &[&str] = &[
    "allow_paid_broadcast",
    "disable_notification",
    "message_effect_id",
    "protect_content",
    "reply_markup",
    "reply_parameters",
];
const CAPTION: &[&str] = &["caption", "parse_mode", "show_caption_above_media"];
const INVOICE: &[&str] = &[
    "chat_id",
    "title",
    "description",
    "payload",
    "provider_token",
    "currency",
    "prices",
    "start_parameter",
    "photo_url",
];
const TARGET: &[&str] = &["chat_id", "message_id", "reply_markup"];

/// The parameters of a method; `None` when there is no such method here.
pub(super) fn parameters(method: &str) -> Option<&'static [&'static [&'static str]]> {
    Some(match method {
        "getMe" | "getWebhookInfo" => &[],
        "getUpdates" => &[&["offset", "limit", "timeout", "allowed_updates"]],
        "sendMessage" => &[&["chat_id", "text", "parse_mode", "link_preview_options"], DELIVERY],
        "sendPhoto" => &[&["chat_id", "photo", "has_spoiler"], CAPTION, DELIVERY],
        "sendDocument" => {
            &[&["chat_id", "document", "disable_content_type_detection"], CAPTION, DELIVERY]
        }
        "sendInvoice" => &[INVOICE, DELIVERY],
        "answerPreCheckoutQuery" => &[&["pre_checkout_query_id", "ok", "error_message"]],
        "refundStarPayment" => &[&["user_id", "telegram_payment_charge_id"]],
        "getStarTransactions" => &[&["offset", "limit"]],
        "editMessageText" => &[&["text", "parse_mode", "link_preview_options"], TARGET],
        "editMessageCaption" => &[CAPTION, TARGET],
        "editMessageMedia" => &[&["media"], TARGET],
        "editMessageReplyMarkup" => &[TARGET],
        "deleteMessage" => &[&["chat_id", "message_id"]],
        "answerCallbackQuery" => {
            &[&["callback_query_id", "text", "show_alert", "url", "cache_time"]]
        }
        "sendChatAction" => &[&["chat_id", "action"]],
        "setMyCommands" => &[&["commands", "scope", "language_code"]],
        "deleteMyCommands" | "getMyCommands" => &[&["scope", "language_code"]],
        "setChatMenuButton" => &[&["chat_id", "menu_button"]],
        "setMyName" => &[&["name", "language_code"]],
        "setMyDescription" => &[&["description", "language_code"]],
        "setMyShortDescription" => &[&["short_description", "language_code"]],
        "getFile" => &[&["file_id"]],
        "deleteWebhook" => &[&["drop_pending_updates"]],
        _ => return None,
    })
}
