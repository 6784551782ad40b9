-- What the root has issued and ended is public (Law 128 art. 8(3)(2)), and every centre has to see that its own certificate has ended
-- before it signs anything. Operator: these rows name issuers and services, no persons.
CREATE POLICY read_root_by_all ON certificate FOR SELECT USING (holder_id IS NULL);
CREATE POLICY read_root_by_all ON certificate_end FOR SELECT USING (holder_id IS NULL);
