// Submits one request to Barnabas as Avro and prints its response as one line of JSON.
//
//   node submit.mjs TENANT MODEL PROMPT [CORRELATION_ID]
//
// Where: BARNABAS_BOOTSTRAP, BARNABAS_CONFLUENT_REGISTRY and BARNABAS_TOPIC_PREFIX, as
// `./barnabas status --env` prints them. Exit code 0 if the response is COMPLETED or DEGRADED,
// 1 if it is another one, 2 for a wrong command line, 3 if there is none within a minute.
import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const { Kafka, Partitioners, logLevel } = kafkajs;
const WAIT_MS = 60_000;

const [tenantId, modelId, prompt, correlationId = randomUUID()] = process.argv.slice(2);
if (!prompt) {
  console.error('usage: node submit.mjs TENANT MODEL PROMPT [CORRELATION_ID]');
  process.exit(2);
}
const bootstrap = process.env.BARNABAS_BOOTSTRAP ?? '127.0.0.1:9092';
const host = process.env.BARNABAS_CONFLUENT_REGISTRY ?? 'http://127.0.0.1:8081/apis/ccompat/v7';
const prefix = process.env.BARNABAS_TOPIC_PREFIX ?? 'inference';

const kafka = new Kafka({ clientId: 'node-example', brokers: bootstrap.split(','), logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host });

// The end of the response topic before anything is sent: the answer lies after it.
async function ends(topic) {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await admin.fetchTopicOffsets(topic);
  } finally {
    await admin.disconnect();
  }
}

async function submit() {
  // The subject is the record's full name; registering is the operator's business, not a client's.
  const schemaId = await registry.getLatestSchemaId('dev.barnabas.schemas.InferenceRequest');
  const value = await registry.encode(schemaId, {
    modelId,
    prompt,
    metadata: { tenantId, correlationId },
  });
  // A tenant's home partition is murmur2 of its id, as in the Java client: KafkaJS's default partitioner.
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  await producer.send({ topic: `${prefix}.requests`, acks: -1, messages: [{ key: tenantId, value }] });
  await producer.disconnect();
}

async function main() {
  const topic = `${prefix}.responses`;
  const from = await ends(topic);
  const consumer = kafka.consumer({
    groupId: `node-example-${randomUUID()}`,
    // KafkaJS reads committed records only, unless told otherwise; said here because it must be so.
    readUncommitted: false,
    allowAutoTopicCreation: false,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic] });
  let timer;
  const answer = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no response within ${WAIT_MS / 1000} s`)), WAIT_MS);
    consumer
      .run({
        autoCommit: false,
        eachMessage: async ({ message }) => {
          // The key is the correlation id: other tenants' and other requests' responses are not decoded.
          if (message.key?.toString() !== correlationId) return;
          const response = await registry.decode(message.value);
          if (response.tenantId === tenantId) resolve(response);
        },
      })
      .catch(reject);
    for (const { partition, high } of from) consumer.seek({ topic, partition, offset: high });
  });
  try {
    await submit();
    return await answer;
  } finally {
    clearTimeout(timer);
    await consumer.disconnect();
  }
}

// Longs that avsc gives as BigInt and decimals that it gives as bytes have no form of their own in JSON.
function printable(_, value) {
  if (typeof value === 'bigint') return value.toString();
  return value?.type === 'Buffer' ? Buffer.from(value.data).toString('base64') : value;
}

try {
  const response = await main();
  console.log(JSON.stringify(response, printable));
  process.exitCode = ['COMPLETED', 'DEGRADED'].includes(response.status) ? 0 : 1;
} catch (error) {
  console.error(`submit.mjs: ${error.message}`);
  process.exitCode = 3;
}
