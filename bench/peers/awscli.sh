#!/bin/bash
# SPDX-License-Identifier: MIT
# The same work as boto3_peer.py with the aws command: read, compare with --query, write what differs.
# Takes AWS (the command), ENDPOINT and CERTIFICATE from the environment.
set -euo pipefail
DOMAIN=www.example.com
CLOUDFRONT_ZONE=Z2FDTNDATAQYW2
changed=()

call() {
    "$AWS" --endpoint-url "$ENDPOINT" --region us-east-1 --output text "$@"
}

if ! call s3api head-bucket --bucket $DOMAIN >/dev/null 2>&1; then
    call s3api create-bucket --bucket $DOMAIN >/dev/null
    changed+=(bucket)
fi
tags=$(call s3api get-bucket-tagging --bucket $DOMAIN --query 'sort_by(TagSet,&Key)[].[Key,Value]' 2>/dev/null |
    tr '\t\n' '=,' || :)
if [ "$tags" != "env=prod,owner=web," ]; then
    call s3api put-bucket-tagging --bucket $DOMAIN \
        --tagging 'TagSet=[{Key=env,Value=prod},{Key=owner,Value=web}]'
    changed+=(tags)
fi
if [ "$(call s3api get-bucket-versioning --bucket $DOMAIN --query Status)" != Enabled ]; then
    call s3api put-bucket-versioning --bucket $DOMAIN --versioning-configuration Status=Enabled
    changed+=(versioning)
fi
block=$(call s3api get-public-access-block --bucket $DOMAIN --query 'PublicAccessBlockConfiguration.[
    BlockPublicAcls,IgnorePublicAcls,BlockPublicPolicy,RestrictPublicBuckets]' 2>/dev/null | tr '\t' , || :)
if [ "$block" != True,True,True,True ]; then
    call s3api put-public-access-block --bucket $DOMAIN --public-access-block-configuration \
        BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
    changed+=(block)
fi

control=$(call cloudfront list-origin-access-controls \
    --query "OriginAccessControlList.Items[?Name=='$DOMAIN'].Id|[0]")
if [ "$control" = None ]; then
    control=$(call cloudfront create-origin-access-control --query OriginAccessControl.Id \
        --origin-access-control-config \
        "Name=$DOMAIN,SigningProtocol=sigv4,SigningBehavior=always,OriginAccessControlOriginType=s3")
    changed+=(control)
fi
origin=$DOMAIN.s3.us-east-1.amazonaws.com
config=$(
    cat <<JSON
{"CallerReference": "$DOMAIN", "Comment": "site", "Enabled": true, "PriceClass": "PriceClass_100",
 "DefaultRootObject": "index.html", "Aliases": {"Quantity": 1, "Items": ["$DOMAIN"]},
 "Origins": {"Quantity": 1, "Items": [{"Id": "s3", "DomainName": "$origin", "OriginPath": "",
   "S3OriginConfig": {"OriginAccessIdentity": ""}, "OriginAccessControlId": "$control"}]},
 "DefaultCacheBehavior": {"TargetOriginId": "s3", "ViewerProtocolPolicy": "redirect-to-https",
   "Compress": true, "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
   "AllowedMethods": {"Quantity": 2, "Items": ["GET", "HEAD"],
     "CachedMethods": {"Quantity": 2, "Items": ["GET", "HEAD"]}}},
 "CustomErrorResponses": {"Quantity": 1, "Items": [{"ErrorCode": 404, "ResponsePagePath": "/index.html",
   "ResponseCode": "200", "ErrorCachingMinTTL": 10}]},
 "ViewerCertificate": {"ACMCertificateArn": "$CERTIFICATE", "SSLSupportMethod": "sni-only",
   "MinimumProtocolVersion": "TLSv1.2_2021"}}
JSON
)
found=$(call cloudfront list-distributions --query \
    "DistributionList.Items[?Aliases.Items&&contains(Aliases.Items,'$DOMAIN')].[Id,DomainName]|[0]")
if [ "$found" = None ]; then
    found=$(call cloudfront create-distribution-with-tags --query 'Distribution.[Id,DomainName]' \
        --distribution-config-with-tags "{\"DistributionConfig\": $config,
            \"Tags\": {\"Items\": [{\"Key\": \"env\", \"Value\": \"prod\"}]}}")
    changed+=(distribution)
else
    current=$(call cloudfront get-distribution-config --id "${found%%$'\t'*}" --query "DistributionConfig.[
        Comment,Enabled,DefaultRootObject,PriceClass,Aliases.Items[0],Origins.Items[0].OriginAccessControlId,
        Origins.Items[0].DomainName,ViewerCertificate.ACMCertificateArn,
        DefaultCacheBehavior.ViewerProtocolPolicy,CustomErrorResponses.Items[0].ErrorCode]" | tr '\t' '|')
    wanted="site|True|index.html|PriceClass_100|$DOMAIN|$control|$origin|$CERTIFICATE|redirect-to-https|404"
    if [ "$current" != "$wanted" ]; then
        etag=$(call cloudfront get-distribution-config --id "${found%%$'\t'*}" --query ETag)
        call cloudfront update-distribution --id "${found%%$'\t'*}" --if-match "$etag" \
            --distribution-config "$config" >/dev/null
        changed+=(settings)
    fi
fi
target=${found##*$'\t'}

zone=
name=$DOMAIN
while [ -z "$zone" ] && [[ $name == *.* ]]; do
    zone=$(call route53 list-hosted-zones-by-name --dns-name "$name" --max-items 1 \
        --query "HostedZones[?Name=='$name.'&&Config.PrivateZone==\`false\`].Id|[0]" | head -n 1)
    [ "$zone" != None ] || zone=
    name=${name#*.}
done
have=$(call route53 list-resource-record-sets --hosted-zone-id "$zone" --start-record-name $DOMAIN \
    --start-record-type A --max-items 4 \
    --query "ResourceRecordSets[?Name=='$DOMAIN.'].[Type,AliasTarget.DNSName]" | tr '\t\n' '=,')
if [[ $have != "A=$target.,AAAA=$target.,"* ]]; then
    alias="\"AliasTarget\": {\"HostedZoneId\": \"$CLOUDFRONT_ZONE\", \"DNSName\": \"$target\",
        \"EvaluateTargetHealth\": false}"
    call route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch "{\"Changes\": [
        {\"Action\": \"UPSERT\", \"ResourceRecordSet\": {\"Name\": \"$DOMAIN\", \"Type\": \"A\", $alias}},
        {\"Action\": \"UPSERT\", \"ResourceRecordSet\": {\"Name\": \"$DOMAIN\", \"Type\": \"AAAA\", $alias}}]}" \
        >/dev/null
    changed+=(names)
fi
echo "changed: ${changed[*]:-nothing}"
