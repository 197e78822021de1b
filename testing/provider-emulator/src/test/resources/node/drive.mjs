// Drives the emulator with the official SDKs as they are and prints one JSON object:
// {scenario: what the SDK made of the answer, or {threw: ...}}. Argument: the base URL.
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";

const base = process.argv[2];
const openai = new OpenAI({ apiKey: "key", baseURL: `${base}/p/node-openai/v1`, maxRetries: 0 });
const anthropic = new Anthropic({ apiKey: "key", baseURL: `${base}/p/node-anthropic`, maxRetries: 0 });
const messages = [{ role: "user", content: "Write to <EMAIL_1> in Zürich." }];
const weather = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "integer", minimum: 1 } },
  required: ["city", "days"],
  additionalProperties: false,
};

const scenarios = {
  async openaiPlain() {
    const { data, request_id } = await openai.chat.completions
      .create({ model: "emulator-fast", messages })
      .withResponse();
    return { ...data, request_id };
  },
  async openaiStream() {
    const stream = await openai.chat.completions.create({
      model: "emulator-fast",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let finish = null;
    let usage = null;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? "";
      finish = chunk.choices[0]?.finish_reason ?? finish;
      usage = chunk.usage ?? usage;
    }
    return { text, finish, usage };
  },
  async openaiStreamedTool() {
    const runner = openai.chat.completions.stream({
      model: "emulator-fast",
      messages,
      tools: [{ type: "function", function: { name: "weather", parameters: weather } }],
      tool_choice: "required",
    });
    const completion = await runner.finalChatCompletion();
    const call = completion.choices[0].message.tool_calls[0];
    return { name: call.function.name, arguments: JSON.parse(call.function.arguments) };
  },
  async openaiTool() {
    const completion = await openai.chat.completions.create({
      model: "emulator-fast",
      messages,
      tools: [{ type: "function", function: { name: "weather", parameters: weather } }],
      tool_choice: { type: "function", function: { name: "weather" } },
    });
    const choice = completion.choices[0];
    const call = choice.message.tool_calls[0];
    return {
      finish: choice.finish_reason,
      name: call.function.name,
      arguments: JSON.parse(call.function.arguments),
    };
  },
  async openaiStructured() {
    const completion = await openai.chat.completions.parse({
      model: "emulator-fast",
      messages,
      response_format: {
        type: "json_schema",
        json_schema: { name: "weather", schema: weather, strict: true },
      },
    });
    return JSON.parse(completion.choices[0].message.content);
  },
  async openaiRateLimited() {
    return openai.chat.completions.create({ model: "fault-429-after-7s", messages });
  },
  async openaiSpendLimit() {
    return openai.chat.completions.create({ model: "fault-spend-limit", messages });
  },
  async openaiErrorInStream() {
    const stream = await openai.chat.completions.create({
      model: "fault-error-after-200",
      messages,
      stream: true,
    });
    for await (const _ of stream) {
      // read up to the error
    }
    return "ended";
  },
  async openaiModels() {
    const names = [];
    for await (const model of openai.models.list()) {
      names.push(model.id);
    }
    return names;
  },
  async anthropicPlain() {
    const { data, request_id } = await anthropic.messages
      .create({ model: "emulator-fast", max_tokens: 500, messages })
      .withResponse();
    return { ...data, request_id };
  },
  async anthropicStream() {
    const stream = anthropic.messages.stream({ model: "emulator-fast", max_tokens: 500, messages });
    let text = "";
    stream.on("text", (piece) => (text += piece));
    const message = await stream.finalMessage();
    return { text, stop: message.stop_reason, usage: message.usage, content: message.content };
  },
  async anthropicTool() {
    const message = await anthropic.messages.create({
      model: "emulator-fast",
      max_tokens: 500,
      messages,
      tools: [{ name: "weather", input_schema: weather }],
      tool_choice: { type: "any" },
    });
    const use = message.content[0];
    return { stop: message.stop_reason, type: use.type, name: use.name, input: use.input };
  },
  async anthropicStreamedTool() {
    const stream = anthropic.messages.stream({
      model: "emulator-fast",
      max_tokens: 500,
      messages,
      tools: [{ name: "weather", input_schema: weather }],
      tool_choice: { type: "tool", name: "weather" },
    });
    const message = await stream.finalMessage();
    return { stop: message.stop_reason, input: message.content[0].input };
  },
  async anthropicOverloaded() {
    return anthropic.messages.create({ model: "fault-529", max_tokens: 500, messages });
  },
  async anthropicErrorInStream() {
    const stream = anthropic.messages.stream({
      model: "fault-error-after-200",
      max_tokens: 500,
      messages,
    });
    await stream.finalMessage();
    return "ended";
  },
  async anthropicCountTokens() {
    return anthropic.messages.countTokens({ model: "emulator-fast", messages });
  },
};

const results = {};
for (const [name, run] of Object.entries(scenarios)) {
  try {
    results[name] = await run();
  } catch (error) {
    results[name] = {
      threw: error.constructor.name,
      status: error.status ?? null,
      code: error.code ?? null,
      type: error.type ?? error.error?.error?.type ?? null,
      message: String(error.message),
      requestId: error.requestID ?? null,
      retryAfter: error.headers?.get?.("retry-after") ?? null,
    };
  }
}
console.log(JSON.stringify(results));
