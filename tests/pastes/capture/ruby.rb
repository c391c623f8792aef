# Clients of Ruby: `ruby ruby.rb <client>`.

require 'json'
require 'net/http'

charge = JSON.parse(File.read(File.join(__dir__, 'charge.json'), encoding: 'utf-8'))
address = 'http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge'
uri = URI(address)
request = Net::HTTP::Post.new(uri, 'Content-Type' => 'application/json')
request.body = charge.to_json

case ARGV[0]
when 'ruby'
  Net::HTTP.start(uri.host, uri.port) { |http| http.request(request) }
when 'ruby-debug'
  http = Net::HTTP.new(uri.host, uri.port)
  http.set_debug_output($stdout)
  http.request(request)
when 'faraday'
  require 'faraday'
  Faraday.post(address, charge.to_json, 'Content-Type' => 'application/json')
when 'faraday-log'
  require 'faraday'
  client = Faraday.new { |f| f.response :logger, nil, headers: true, bodies: true }
  client.post(address, charge.to_json, 'Content-Type' => 'application/json')
when 'rest-client-log'
  require 'rest-client'
  RestClient.log = $stdout
  RestClient.post(address, charge.to_json, content_type: :json)
when 'ruby-inspect'
  p charge
when 'ruby-symbols'
  p charge.transform_keys(&:to_sym)
end
