package dev.barnabas.emulator.http;

import dev.barnabas.emulator.http.ConnectionInput.CutOffException;
import dev.barnabas.emulator.http.ConnectionInput.NotHttpException;
import dev.barnabas.emulator.http.HttpHeaders.Field;
import dev.barnabas.emulator.http.HttpRequest.BodyState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads requests off one connection: Content-Length and chunked bodies, {@code Expect}. */
final class RequestReader {
  private static final int MAX_HEADER_FIELDS = 200;

  private final ConnectionInput in;
  private final OutputStream out;
  private final int maxBodyBytes;

  RequestReader(ConnectionInput in, OutputStream out, int maxBodyBytes) {
    this.in = in;
    this.out = out;
    this.maxBodyBytes = maxBodyBytes;
  }

  RequestReading next() throws IOException {
    String requestLine;
    try {
      requestLine = in.readLine();
      if (requestLine.isEmpty()) {
        requestLine = in.readLine(); // RFC 9112 §2.2: an empty line before the request line
      }
    } catch (CutOffException _) {
      return new RequestReading.Closed();
    } catch (NotHttpException e) {
      return new RequestReading.NotHttp(String.valueOf(e.getMessage()));
    }
    List<String> parts = List.of(requestLine.split(" ", -1));
    if (parts.size() != 3 || !parts.get(2).startsWith("HTTP/1.")) {
      return new RequestReading.NotHttp("not a request line");
    }
    return withHeaders(parts.get(0), parts.get(1));
  }

  private RequestReading withHeaders(String method, String target) throws IOException {
    try {
      HttpHeaders headers = readHeaders();
      return new RequestReading.Received(withBody(method, target, headers));
    } catch (CutOffException _) {
      return new RequestReading.Closed();
    } catch (NotHttpException e) {
      return new RequestReading.NotHttp(String.valueOf(e.getMessage()));
    }
  }

  private HttpHeaders readHeaders() throws IOException {
    var fields = new ArrayList<Field>();
    for (int i = 0; i <= MAX_HEADER_FIELDS; i++) {
      String line = in.readLine();
      if (line.isEmpty()) {
        return new HttpHeaders(fields);
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new NotHttpException("a header line without a name");
      }
      if (line.indexOf('\r') >= 0) {
        throw new NotHttpException("a carriage return within a header line");
      }
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    throw new NotHttpException("more than " + MAX_HEADER_FIELDS + " header fields");
  }

  private HttpRequest withBody(String method, String target, HttpHeaders headers)
      throws IOException {
    boolean chunked = headers.holdsToken("transfer-encoding", "chunked");
    long length = chunked ? 0 : contentLength(headers);
    if ((chunked || length > 0) && headers.holdsToken("expect", "100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    var body = new ByteArrayOutputStream((int) Math.min(length, maxBodyBytes));
    BodyState state;
    try {
      state = chunked ? readChunks(body) : readFixed(body, length);
    } catch (IOException e) {
      if (e instanceof NotHttpException) {
        throw e;
      }
      state = BodyState.CUT_OFF; // closed or reset in the middle of the body
    }
    return new HttpRequest(method, target, headers, body.toByteArray(), state);
  }

  private static long contentLength(HttpHeaders headers) throws NotHttpException {
    String text = headers.first("content-length").orElse("0");
    try {
      long length = Long.parseLong(text);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException _) {
      // reported below
    }
    throw new NotHttpException("content-length is not a number");
  }

  private BodyState readChunks(ByteArrayOutputStream body) throws IOException {
    BodyState state = BodyState.COMPLETE;
    while (true) {
      long size = chunkSize(in.readLine());
      if (size == 0) {
        readHeaders(); // trailers
        return state;
      }
      if (readFixed(body, size) == BodyState.TOO_LARGE) {
        state = BodyState.TOO_LARGE;
      }
      if (!in.readLine().isEmpty()) {
        throw new NotHttpException("a chunk longer than its size");
      }
    }
  }

  private static long chunkSize(String line) throws NotHttpException {
    int extension = line.indexOf(';');
    String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
    try {
      long size = Long.parseLong(digits, 16);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException _) {
      // reported below
    }
    throw new NotHttpException("a chunk size that is not a number");
  }

  private BodyState readFixed(ByteArrayOutputStream body, long length) throws IOException {
    byte[] block = new byte[8192];
    BodyState state = BodyState.COMPLETE;
    for (long left = length; left > 0; ) {
      int count = in.read(block, 0, (int) Math.min(block.length, left));
      if (count == ConnectionInput.END) {
        throw new CutOffException();
      }
      int room = Math.min(count, maxBodyBytes - body.size());
      body.write(block, 0, room);
      if (room < count) {
        state = BodyState.TOO_LARGE;
      }
      left -= count;
    }
    return state;
  }
}
