// Parses T-SQL texts, given as a JSON object by name, and answers what is wrong with which.
import { init, parse } from '@guanmingchiu/sqlparser-ts';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const texts = JSON.parse(Buffer.concat(chunks).toString('utf8'));

await init();
const errors = {};
for (const [name, text] of Object.entries(texts)) {
  try {
    if ((await parse(text, 'mssql')).length === 0) errors[name] = 'no statement';
  } catch (error) {
    errors[name] = error.message;
  }
}
process.stdout.write(JSON.stringify(errors));
